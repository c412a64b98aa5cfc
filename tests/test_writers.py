"""Other writers behind the gate: what is sent, what is kept of the answer, and what is refused."""

from __future__ import annotations

import json
import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import check_draft, compose_draft, label_items, read_document, split_items
from pipeline.cli import main
from pipeline.errors import ModelError, WriterError
from pipeline.records import Draft, Sentence
from pipeline.writers import Realised, write_draft
from pipeline.writers.account import account_values
from pipeline.writers.answer import MOST_CHARS, parse_answer
from pipeline.writers.facts import gather_facts
from pipeline.writers.local import load_local
from pipeline.writers.prompt import Prompt, build_prompt
from pipeline.writers.server import MOST_BYTES, find_server

MINUTES = Path(__file__).parent / "documents" / "writers.txt"
CASES = json.loads((Path(__file__).parent / "cases" / "writers.json").read_text("utf-8"))
needs_torch = pytest.mark.skipif(find_spec("torch") is None, reason="torch is not installed")
# Words of the closed item alone.
SECRETS = ("fratrædelse", "havnechef", "850.000", "godtgørelse", "Tangkajen")


@cache
def realised() -> Draft:
    minutes = split_items(read_document(MINUTES))
    # By the rules alone: what a model of labels says of them is measured elsewhere.
    return compose_draft(minutes, label_items(minutes, decisions=lambda items: [None] * len(items)))


class Says(NamedTuple):
    """A writer that says one sentence in another's place, and repeats the rest."""

    instead_of: str
    says: str
    name: str = "test"
    model: str | None = "test"
    sha256: str | None = None

    def write(self, prompt: Prompt) -> str:
        return answer_to(prompt.user, self.instead_of, self.says)


def answer_to(asked: str, instead_of: str, says: str) -> str:
    lines = asked.rpartition("Udkast:\n")[2].splitlines()
    return "\n".join(
        f"{line.partition(' ')[0]} {says}" if instead_of in line else line for line in lines
    )


def texts(draft: Draft) -> list[str]:
    return [sentence.text for sentence in draft.sentences]


def by_model(draft: Draft) -> list[Sentence]:
    return [sentence for sentence in draft.sentences if sentence.kind == "model"]


@pytest.mark.parametrize("case", CASES["lies"], ids=lambda case: case["kind"])
def test_a_lie_is_refused_and_the_realised_sentence_stands(case: dict[str, Any]) -> None:
    assert any(case["instead_of"] in text for text in texts(realised()))
    written = write_draft(realised(), Says(case["instead_of"], case["says"]))
    assert written.draft == realised()
    assert (written.wrote, len(written.refused)) == (0, 1)
    assert set(case["rules"]) <= set(written.refused[0].rules)


@pytest.mark.parametrize("case", CASES["truths"], ids=lambda case: case["kind"])
def test_a_true_sentence_stands_with_its_own_sources(case: dict[str, Any]) -> None:
    written = write_draft(realised(), Says(case["instead_of"], case["says"]))
    assert written.refused == ()
    (sentence,) = by_model(written.draft)
    assert sentence.text.replace("\u00a0", " ") == case["says"]
    minutes = written.draft.minutes
    (home,) = [
        one
        for one in minutes.open_items
        if all(one.span.start <= s.start < s.end <= one.span.end for s in sentence.sources)
    ]
    assert sentence.sources
    assert home.title
    known = {flag.rule for flag in check_draft(realised())}
    assert {flag.rule for flag in check_draft(written.draft)} <= known


def test_the_writer_that_changes_nothing_runs_the_whole_path() -> None:
    assert write_draft(realised(), Realised()).draft == realised()
    assert write_draft(realised(), None).draft is realised()


def test_no_more_than_open_facts_is_sent() -> None:
    draft = realised()
    prompts = [
        build_prompt(facts)
        for paragraph in draft.paragraphs
        if (facts := gather_facts(draft.minutes, paragraph))
    ]
    assert len(prompts) == 3
    sent = "\n".join(f"{one.system}\n{one.user}" for one in prompts)
    for word in (*SECRETS, "Holmgaard", "12 34 56 78", "Vibækgaard", "25-000", "<|im_end|>"):
        assert word.lower() not in sent.lower()
    (path,) = [one.user for one in prompts if "Cykelsti" in one.user]
    assert "Beslutning: Anbefales\nStadie: ikke endelig, sagen skal videre\n" in path
    assert "Næste led: Økonomiudvalget; Byrådet\n" in path
    assert "3,5 mio. kr." in path
    assert "Ignorer" not in path
    assert "Datoer: den 4. maj 2026\n" in path


def test_the_account_tells_the_editor_what_happened() -> None:
    told = Says("anbefaler, at cykelstien", "Direktionen godkendte, at cykelstien anlægges i 2026.")
    values = account_values(write_draft(realised(), told))
    assert (values["name"], values["model"], values["sentences"]) == ("test", "test", 0)
    assert values["refused"][0]["item"] == "1"
    assert values["note"].startswith(
        "Sprogmodellen test har skrevet ingen sætninger. 1 blev afvist"
    )
    assert "handling-tilfoejet" in values["note"]


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_any_answer_is_read(answer: str) -> None:
    for one in parse_answer(answer):
        assert one.text == " ".join(one.text.split())
        assert one.text


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("", []),
        ("```\n1. Rådet mødtes.\n```", [(1, "Rådet mødtes.")]),
        ("2) Rådet mødtes.\n(3) Havnen lukker.", [(2, "Rådet mødtes."), (3, "Havnen lukker.")]),
        ("<think>Skal jeg lyve?</think>\n1. Rådet mødtes.", [(1, "Rådet mødtes.")]),
        ("<think>1. Det tager evigheder", []),
        ("Så er her teksten:\n# Nyt\n\nRådet mødtes.", [(None, "Rådet mødtes.")]),
        ('1. "Rådet mødtes."', [(1, "Rådet mødtes.")]),
        ("1. Den 1. maj 2025 mødtes Rådet.", [(1, "Den 1. maj 2025 mødtes Rådet.")]),
    ],
)
def test_answers_of_every_shape(answer: str, told: list[tuple[int | None, str]]) -> None:
    assert [tuple(one) for one in parse_answer(answer)] == told


def test_an_endless_answer_is_cut() -> None:
    assert sum(len(one.text) for one in parse_answer("Rådet mødtes. " * 10_000)) <= MOST_CHARS


# A real server on this machine.

Reply = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers as the test says; what was asked is kept."""

    reply: Reply
    asked: list[dict[str, Any]]
    paths: list[str]
    stop: threading.Event

    def do_POST(self) -> None:
        self.paths.append(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append(json.loads(body))
        with suppress(OSError):  # the writer has hung up
            type(self).reply(self)

    do_GET = do_POST  # noqa: N815 - a redirect that is followed would come as GET

    def log_message(self, *_: object) -> None:
        pass

    @property
    def user(self) -> str:
        return str(self.asked[-1]["messages"][1]["content"])

    def send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def say(self, content: object) -> None:
        answer = {"choices": [{"message": {"role": "assistant", "content": content}}]}
        self.send(200, json.dumps(answer).encode())


class Server(NamedTuple):
    """A running server: its address and what it was asked."""

    url: str
    handler: type[Handler]


Serve = Callable[[Reply], Server]


@pytest.fixture
def serve() -> Iterator[Serve]:
    running: list[ThreadingHTTPServer] = []
    stop = threading.Event()

    def start(reply: Reply) -> Server:
        kept = {"reply": staticmethod(reply), "asked": [], "paths": [], "stop": stop}
        handler = type("Own", (Handler,), kept)
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        running.append(server)
        return Server(f"http://127.0.0.1:{server.server_port}", handler)

    yield start
    stop.set()
    for server in running:
        server.shutdown()
        server.server_close()


def drip(handler: Handler) -> None:
    """Send a byte now and then, each in time, for ever."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.stop.wait(0.05):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def deep(handler: Handler) -> None:
    handler.send(200, b"[" * 100_000)


FAILURES: list[tuple[str, Reply, str]] = [
    ("hangs", lambda one: one.stop.wait() and None, "gave no answer in 0.3 seconds"),
    ("drips", drip, "gave no answer in 0.3 seconds"),
    ("fails", lambda one: one.send(500, b"Traceback"), "answered with status 500"),
    ("is rubbish", lambda one: one.send(200, b"\xff\x00{"), "not answer with a chat completion"),
    ("is too deep", deep, "not answer with a chat completion"),
    ("is other JSON", lambda one: one.send(200, b'{"choices": []}'), "not answer with a chat"),
    ("says nothing", lambda one: one.say(None), "not answer with a chat completion"),
    ("is too long", lambda one: one.send(200, b" " * (MOST_BYTES + 9)), "more than"),
    (
        "redirects",
        lambda one: one.send(307, b"", Location="http://127.0.0.1:9/v1"),
        "redirects are not followed",
    ),
    ("hangs up", lambda one: one.wfile.close(), "can't be reached"),
]


@pytest.mark.parametrize(("reply", "what"), [(r, w) for _, r, w in FAILURES],
                         ids=[name for name, _, _ in FAILURES])  # fmt: skip
def test_a_server_that_fails_leaves_the_realised_draft(
    serve: Serve, reply: Reply, what: str
) -> None:
    server = serve(reply)
    # Only a server that is late may be given up; a busy machine is no fault of the others.
    seconds = 0.3 if "0.3 seconds" in what else 60
    written = write_draft(realised(), find_server(server.url, "lille", seconds=seconds))
    assert written.draft == realised()
    assert len(written.failures) == len(server.handler.asked) == 2  # then it is asked no more
    assert what in str(written.failures[0])
    assert "Modellen svarede ikke hver gang" in account_values(written)["note"]


def test_a_server_that_is_down_leaves_the_realised_draft(serve: Serve) -> None:
    server = serve(lambda one: one.say(""))
    port = int(server.url.rpartition(":")[2])
    written = write_draft(realised(), find_server(f"http://127.0.0.1:{port}0"[:21], "lille"))
    assert written.draft == realised()


def test_a_server_is_asked_as_its_interface_wants(serve: Serve) -> None:
    case = CASES["truths"][1]
    server = serve(lambda one: one.say(answer_to(one.user, case["instead_of"], case["says"])))
    written = write_draft(realised(), find_server(f"{server.url}/v1/", "lille"))
    assert [one.text for one in by_model(written.draft)] == [case["says"]]
    assert set(server.handler.paths) == {"/v1/chat/completions"}
    for asked in server.handler.asked:
        assert (asked["model"], asked["temperature"], asked["stream"]) == ("lille", 0, False)
        assert [one["role"] for one in asked["messages"]] == ["system", "user"]
        sent = json.dumps(asked, ensure_ascii=False).lower()
        assert not [word for word in SECRETS if word.lower() in sent]


def test_a_proxy_of_the_environment_is_not_used(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    server = serve(lambda one: one.say("1. Rådet mødtes."))
    assert find_server(server.url, "lille").write(Prompt("", "")) == "1. Rådet mødtes."


@pytest.mark.parametrize(
    "url",
    [
        "http://10.0.0.7:11434", "https://api.example.org/v1", "http://127.0.0.1.example.org",
        "http://localhost.example.org", "http://0.0.0.0:11434", "http://127.0.0.1@example.org/",
        "http://example.org#@127.0.0.1/", "file:///etc/passwd", "ftp://127.0.0.1/", "127.0.0.1",
        "http://", "http://[::1", "http://127.0.0.1:99999", "http://2130706433/",
    ],
)  # fmt: skip
def test_no_other_host_is_asked(url: str) -> None:
    with pytest.raises(WriterError):
        find_server(url, "lille")


def test_a_host_of_ones_own_is_allowed_by_name() -> None:
    server = find_server(
        "https://Vllm.mosevig.example/v1", "stor", allowed=["VLLM.mosevig.example"]
    )
    assert (server.host, server.port, server.secure) == ("vllm.mosevig.example", 443, True)
    with pytest.raises(WriterError, match=r"--allow-host x\.mosevig\.example"):
        find_server("https://x.mosevig.example", "stor", allowed=["mosevig.example"])


# The command.


class Ran(NamedTuple):
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run_main(*words: object) -> Ran:
        # The command sets it for the process; here it must not outlive the test.
        monkeypatch.setenv("HF_HUB_OFFLINE", "1")
        monkeypatch.setattr(sys, "argv", ["referat", "draft", str(MINUTES), *map(str, words)])
        with pytest.raises(SystemExit) as stop:
            main()
        said = capsys.readouterr()
        return Ran(int(stop.value.code or 0), said.out, said.err)

    return run_main


def test_the_command_says_who_wrote(serve: Serve, run: Run) -> None:
    lie, truth = CASES["lies"][16], CASES["truths"][1]

    def reply(one: Handler) -> None:
        said = answer_to(one.user, lie["instead_of"], lie["says"])
        one.say(said.replace("Sagen går videre", "Sagen går nu videre"))

    words = ("--writer", "openai-compatible", "--writer-model", "lille", "--url", serve(reply).url)
    ran = run(*words, "--format", "json")
    values = json.loads(ran.out)
    assert ran.code == 0
    assert values["writer"]["name"] == "openai-compatible"
    assert (values["writer"]["model"], values["writer"]["sha256"]) == ("lille", None)
    assert values["writer"]["sentences"] == 1
    assert [one["text"] for one in values["sentences"] if one["kind"] == "model"] == [truth["says"]]
    assert values["writer"]["note"] in ran.err
    assert not [word for word in SECRETS if word in (ran.out + ran.err).lower()]
    # The post itself says nothing of it: it is for the editor.
    assert "Sprogmodel" not in run(*words).out


def test_a_letter_is_reworded_meeting_by_meeting(serve: Serve, run: Run) -> None:
    def reply(one: Handler) -> None:
        one.say(
            one.user.rpartition("Udkast:\n")[2].replace("Sagen går videre", "Sagen går nu videre")
        )

    words = ("--writer", "openai-compatible", "--writer-model", "lille", "--url", serve(reply).url)
    ran = run("--monthly", *words, "--format", "json")
    values = json.loads(ran.out)
    assert [one["sentences"] for one in values["writer"]] == [1]
    assert values["writer"][0]["note"] in ran.err
    assert "Sagen går nu videre" in run("--monthly", *words).out


def test_the_command_goes_on_without_a_server_that_fails(serve: Serve, run: Run) -> None:
    plain = run()
    server = serve(lambda one: one.send(500, b""))
    ran = run("--writer", "openai-compatible", "--writer-model", "x", "--url", server.url)
    assert (ran.code, ran.out) == (0, plain.out)
    assert "answered with status 500" in ran.err


def test_json_names_the_tool_where_no_model_wrote(run: Run) -> None:
    writer = json.loads(run("--format", "json").out)["writer"]
    assert (writer["name"], writer["model"], writer["sentences"]) == ("realised", None, 0)


@pytest.mark.parametrize(
    ("words", "code", "what"),
    [
        (["--writer", "openai-compatible", "--writer-model", "x"], 2, "needs --url"),
        (["--writer", "openai-compatible", "--url", "http://127.0.0.1"], 2, "needs --writer-model"),
        (["--writer", "transformers"], 2, "needs --writer-model"),
        (["--url", "http://127.0.0.1"], 2, "need --writer openai-compatible"),
        (["--writer-model", "x"], 2, "needs --writer"),
        (["--writer", "gpt"], 2, "gpt"),
        (["--writer", "openai-compatible", "--writer-model", "x", "--url", "http://10.0.0.7"], 1,
         "--allow-host 10.0.0.7"),
        (["--writer", "transformers", "--writer-model", "nowhere"], 1, "no transformers model"),
    ],
)  # fmt: skip
def test_a_wrong_choice_is_refused(run: Run, words: list[str], code: int, what: str) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (code, "")
    assert what in re.sub(r"\s+", " ", ran.err)
    assert "Traceback" not in ran.err


def test_a_folder_without_safetensors_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    (tmp_path / "pytorch_model.bin").write_bytes(b"\x80")
    with pytest.raises(ModelError, match="safetensors"):
        load_local(tmp_path)


# Real models, built and taught on the spot.


def prompts() -> list[str]:
    draft = realised()
    found = (gather_facts(draft.minutes, one) for one in draft.paragraphs)
    asked = [build_prompt(facts) for facts in found if facts]
    return [f"{one.system}\n\n{one.user}\n" for one in asked]


def tokenizer_of(folder: Path, texts: list[str]) -> Any:
    from tokenizers import ByteLevelBPETokenizer
    from transformers import PreTrainedTokenizerFast

    bpe = ByteLevelBPETokenizer()
    bpe.train_from_iterator(texts, vocab_size=700, special_tokens=["<pad>", "</s>"])
    made = PreTrainedTokenizerFast(
        tokenizer_object=bpe._tokenizer, pad_token="<pad>", eos_token="</s>"
    )
    made.save_pretrained(folder)
    return made


def teach_t5(folder: Path, answer: str) -> None:
    """Save a tiny T5 that has learnt one answer by heart, and gives it to everything."""
    import torch
    from transformers import T5Config, T5ForConditionalGeneration

    torch.manual_seed(7)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # so small a model only waits for the others
    tokenizer = tokenizer_of(folder, [*prompts(), answer])
    config = T5Config(
        vocab_size=len(tokenizer), d_model=48, d_kv=16, d_ff=96, num_layers=1, num_heads=3,
        decoder_start_token_id=0, pad_token_id=0, eos_token_id=1, dropout_rate=0.0,
    )  # fmt: skip
    model = T5ForConditionalGeneration(config)
    labels = tokenizer(f"{answer}</s>", return_tensors="pt")["input_ids"]
    asked = tokenizer("Udkast", return_tensors="pt")
    optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
    for _ in range(250):
        loss = model(**asked, labels=labels).loss
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        if loss.item() < 0.02:
            break
    torch.set_num_threads(threads)
    model.save_pretrained(folder)


@pytest.mark.slow
@pytest.mark.neural
@needs_torch
def test_a_seq2seq_model_goes_the_whole_way(tmp_path: Path, run: Run) -> None:
    """It says a truth, a lie, and both in items where they don't belong."""
    truth = "Sagen går nu videre til Økonomiudvalget."
    teach_t5(tmp_path, f"{truth}\nDirektionen godkendte, at cykelstien anlægges i 2026.")
    ran = run("--writer", "transformers", "--writer-model", tmp_path, "--format", "json")
    values = json.loads(ran.out)
    assert [one["text"] for one in values["sentences"] if one["kind"] == "model"] == [truth]
    assert values["writer"]["sentences"] == 1
    assert len(values["writer"]["refused"]) == 5
    assert len(values["writer"]["sha256"]) == 64
    assert values["writer"]["failures"] == []
    before = values["writer"]["sha256"]
    (tmp_path / "config.json").write_text((tmp_path / "config.json").read_text() + "\n")
    assert load_local(tmp_path).sha256 != before


@pytest.mark.neural
@needs_torch
@pytest.mark.parametrize("system", [True, False], ids=["system", "no system"])
def test_a_chat_model_that_raves_changes_nothing(tmp_path: Path, system: bool) -> None:
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.manual_seed(7)
    tokenizer = tokenizer_of(tmp_path, prompts())
    refuse = "{% if messages[0].role == 'system' %}{{ raise_exception('no') }}{% endif %}"
    tokenizer.chat_template = (
        f"{'' if system else refuse}"
        "{% for one in messages %}<|{{ one.role }}|>{{ one.content }}\n{% endfor %}"
    )
    tokenizer.save_pretrained(tmp_path)
    config = LlamaConfig(
        vocab_size=len(tokenizer), hidden_size=32, intermediate_size=64, num_hidden_layers=1,
        num_attention_heads=2, num_key_value_heads=2, max_position_embeddings=4000,
        pad_token_id=0, eos_token_id=1, bos_token_id=None,
    )  # fmt: skip
    LlamaForCausalLM(config).save_pretrained(tmp_path)
    written = write_draft(realised(), load_local(tmp_path, most_tokens=24))
    assert (written.draft, written.failures, written.wrote) == (realised(), (), 0)
    assert written.writer == "transformers"


@pytest.mark.neural
@needs_torch
def test_a_model_with_too_short_a_context_says_so(tmp_path: Path) -> None:
    from transformers import LlamaConfig, LlamaForCausalLM

    tokenizer = tokenizer_of(tmp_path, prompts())
    config = LlamaConfig(
        vocab_size=len(tokenizer), hidden_size=32, intermediate_size=64, num_hidden_layers=1,
        num_attention_heads=2, num_key_value_heads=2, max_position_embeddings=64,
    )  # fmt: skip
    LlamaForCausalLM(config).save_pretrained(tmp_path)
    written = write_draft(realised(), load_local(tmp_path))
    assert written.draft == realised()
    assert "takes 64 tokens" in str(written.failures[0])
