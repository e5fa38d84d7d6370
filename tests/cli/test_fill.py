"""Filling a document: the dialogue with a scripted person, and the command with a pipe."""

import errno
import json
import os
import re
import stat
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from pdcli.i18n import Lang
from pdcli.i18n.messages import Message
from pdcli.model.forms import Field
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.scaffold import drafts, saving
from pdcli.scaffold.fill import Answer, Back, NotSavedError, Question, Quit, Reply, Review, Skip, fill
from pdcli.writing.atomic import NewFile
from tests.cli.filling import ACTION, PARAGRAPHS
from tests.helpers import Pd, run_pd

Step = Reply | type[BaseException] | Callable[[Question], Reply]


class Person:
    """Answers what the script says, and stops when it ends. `asked` and `told` are what was put to them."""

    is_pipe = False

    def __init__(self, *script: Step, rows: Sequence[bool] = (), picks: Sequence[int] = ()) -> None:
        self.script = list(script)
        self.rows = list(rows)
        self.picks = list(picks)
        self.questions: list[Question] = []
        self.drafts: list[str] = []
        self.messages: list[str] = []
        self.reviews: list[list[Answer]] = []

    def ask(self, question: Question) -> Reply:
        self.questions.append(question)
        self.drafts.append(question.draft.text)
        step: Any = self.script.pop(0) if self.script else Quit()
        if isinstance(step, type):
            raise step
        return step(question) if callable(step) else step

    def wants_row(self, _table: Field, _lang: Lang) -> bool:
        return self.rows.pop(0) if self.rows else False

    def review(self, answers: Sequence[Answer], _keep: Callable[[str], None]) -> int | None:
        self.reviews.append(list(answers))
        return self.picks.pop(0) if self.picks else None

    def tell(self, message: Message) -> None:
        self.messages.append(message.text("en"))

    @property
    def keys(self) -> list[str]:
        return [".".join(map(str, question.loc)) for question in self.questions]


def stops_after(text: str) -> Callable[[Question], Reply]:
    """Types a text and leaves with Ctrl-C before it is an answer."""

    def types(question: Question) -> Reply:
        question.draft.store(text)
        raise KeyboardInterrupt

    return types


def run(root: Path, person: Person, path: str = ACTION, everything: bool = False) -> int:
    return fill(load_portfolio(root), root / path, person, everything)


def data_of(root: Path, path: str = ACTION) -> dict[str, Any]:
    document = saving.read(load_portfolio(root), root / path)
    return document.data


def draft_files(root: Path) -> list[Path]:
    return sorted((root / ".pd").rglob("*.txt")) + sorted((root.parent / "state").rglob("*.txt"))


def test_the_day_when_it_was_finished_is_asked_last(started: Path) -> None:
    person = Person("1", "а", "б", "в", "г", "2026-10-30")
    assert run(started, person) == 6
    assert person.keys == ["methods", "lessons", "environment", "interaction", "teaching_and_assessment", "date"]
    # The file keeps the order of the form.
    text = (started / ACTION).read_text(encoding="utf-8")
    assert text.index("date: 2026-10-30") < text.index("methods:") and "- lessons" in text


def test_an_answer_of_several_paragraphs_is_kept_as_it_is(started: Path) -> None:
    assert run(started, Person(Skip(), PARAGRAPHS)) == 1
    assert data_of(started)["lessons"] == PARAGRAPHS
    assert not draft_files(started) and not (started / ".pd" / "drafts").exists()


def test_a_refused_answer_is_offered_again(started: Path) -> None:
    person = Person("1", "а", "б", "в", "г", "ертең")
    assert run(started, person) == 5
    assert person.questions[-1].complaint.text("en").startswith("“Date finished”: `ертең` is not a date.")
    assert person.drafts[-1] == "ертең"
    again = Person("2026-10-30")
    assert run(started, again) == 1
    assert again.drafts[0] == "ертең" and not draft_files(started)


def test_what_was_being_typed_is_offered_after_ctrl_c(started: Path) -> None:
    with pytest.raises(NotSavedError) as stopped:
        run(started, Person(Skip(), stops_after("Сабақтарды жос")))
    file = stopped.value.draft.path
    assert file and file.read_text(encoding="utf-8") == "Сабақтарды жос"
    assert (started / ".pd" / "drafts" / ".gitignore").read_text(encoding="utf-8") == "*\n"
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again = Person(lambda question: question.draft.text + "парлау")
    assert run(started, again) == 1
    assert again.keys[0] == "lessons" and data_of(started)["lessons"] == "Сабақтарды жоспарлау"


def test_a_refused_answer_that_is_sent_again_is_left_for_later(started: Path) -> None:
    person = Person("жоқ нәрсе", "жоқ нәрсе", "Келесі сұраққа жауап")
    assert run(started, person) == 1
    assert person.keys == ["methods", "methods", "lessons", "environment"]
    assert data_of(started)["lessons"] == "Келесі сұраққа жауап"
    assert [file.read_text(encoding="utf-8") for file in draft_files(started)] == ["жоқ нәрсе"]


def test_what_was_typed_stays_when_one_goes_back(started: Path) -> None:
    def goes_back(question: Question) -> Reply:
        question.draft.store("Сабақтарды жос")
        return Back()

    person = Person(Skip(), goes_back, Skip(), Quit())
    assert run(started, person) == 0
    assert person.drafts[3] == "Сабақтарды жос"
    assert person.messages == [
        "Typed but not saved yet; `pd fill` will offer it again: Сабақтарды жоспарлау және өткізу"
    ]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_a_disk_that_refuses_leaves_the_answer_in_a_draft(
    started: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    before = (started / ACTION).read_bytes()

    def refuses(*_arguments: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(saving, "rewrite", refuses)
        with pytest.raises(NotSavedError) as error:
            run(started, Person(Skip(), PARAGRAPHS))
    assert isinstance(error.value.cause, OSError) and error.value.draft.path
    assert error.value.draft.path.read_text(encoding="utf-8") == PARAGRAPHS
    assert (started / ACTION).read_bytes() == before
    again = Person(lambda question: question.draft.text)
    assert run(started, again) == 1 and data_of(started)["lessons"] == PARAGRAPHS


def test_a_portfolio_that_cannot_be_written_has_its_drafts_in_the_user_s_folder(
    started: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(path: Path, mode: int) -> NewFile:
        if started in path.parents:
            raise PermissionError(errno.EACCES, "no")
        return NewFile(path, mode)

    with monkeypatch.context() as patch:
        patch.setattr(drafts, "NewFile", refuses)
        with pytest.raises(NotSavedError):
            run(started, Person(Skip(), stops_after("Мәтін")))
    assert [file.read_text(encoding="utf-8") for file in draft_files(started)] == ["Мәтін"]
    assert started.parent / "state" in draft_files(started)[0].parents
    again = Person(lambda question: question.draft.text)
    assert run(started, again) == 1 and not draft_files(started)


def test_a_text_that_no_file_can_hold_is_shown(started: Path, pd: Pd, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(drafts, "NewFile", refuses)
    monkeypatch.setattr(saving, "rewrite", refuses)
    done = pd("fill", ACTION, cwd=started, stdin='\n"""\nЖазғаным\n\nЕкінші абзац\n"""\n'.encode())
    assert done.code == 2
    cause, place, *text = done.err.splitlines()[-5:]
    assert "the disk is full" in cause and place.endswith("copy it from here:")
    assert text == ["Жазғаным", "", "Екінші абзац"]


@pytest.mark.parametrize(
    ("lines", "kept", "unread"),
    [
        # An answer is refused by the disk; one is refused by the question; one is refused twice; one has no end.
        (["", "Бірінші", "Екінші", '"""', "Үшінші", '"""'], ["Бірінші"], ["Екінші", '"""', "Үшінші", '"""']),
        (["қате сөз", "", "Жауап"], ["қате сөз"], ["Жауап"]),
        (["қате сөз", "басқа сөз"], ["қате сөз", "басқа сөз"], []),
        (["қате сөз", "қате сөз", "Жауап", "Тағы"], ["қате сөз"], ["Жауап", "Тағы"]),
        (["қате сөз", "1", "Жауап"], ["қате сөз", "1"], ["Жауап"]),
        (["", '"""', "Басы", "Соңы жоқ"], ["Басы", "Соңы жоқ"], []),
    ],
)
def test_on_a_full_disk_all_that_a_pipe_holds_is_printed_back(
    lines: list[str], kept: list[str], unread: list[str], started: Path, pd: Pd, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(drafts, "NewFile", refuses)
    monkeypatch.setattr(saving, "rewrite", refuses)
    done = pd("fill", ACTION, cwd=started, stdin="\n".join([*lines, ""]).encode())
    assert done.code == 2 and not draft_files(started)
    _before, _place, back = done.err.partition("What you typed could not be saved in any file; copy it from here:\n")
    typed, _place, rest = back.partition("These lines were left unread; copy them from here:\n")
    assert (typed.splitlines(), rest.splitlines()) == (kept, unread)


def test_what_a_pipe_holds_behind_a_kept_answer_is_printed_back(
    started: Path, pd: Pd, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(saving, "rewrite", refuses)
    done = pd("fill", ACTION, cwd=started, stdin="\nБірінші\nЕкінші\n\nҮшінші\n".encode())
    assert done.code == 2 and texts(started) == "Бірінші"
    assert done.err.splitlines()[-4:] == [
        "These lines were left unread; copy them from here:", "Екінші", "", "Үшінші"
    ]  # fmt: skip


def test_a_document_that_breaks_meanwhile_leaves_the_answer_in_a_draft(started: Path) -> None:
    broken = "---\nkind: action\ndate: [\n---\n"

    def breaks(_question: Question) -> Reply:
        (started / ACTION).write_text(broken, encoding="utf-8")
        return "Жауап"

    with pytest.raises(NotSavedError) as error:
        run(started, Person(Skip(), breaks))
    assert error.value.draft.path and error.value.draft.path.read_text(encoding="utf-8") == "Жауап"
    assert (started / ACTION).read_text(encoding="utf-8") == broken


def test_what_others_write_meanwhile_stays(started: Path) -> None:
    file = started / ACTION

    def elsewhere(_question: Question) -> Reply:
        text = file.read_text(encoding="utf-8").replace("title:", "title: Өзгерген", 1)
        file.write_text(text + "\nСоңғы жауап\n", encoding="utf-8")
        return "Жауап"

    assert run(started, Person(Skip(), elsewhere)) == 1
    data = data_of(started)
    assert (data["title"], data["lessons"]) == ("Өзгерген", "Жауап")
    assert data["teaching_and_assessment"] == "Соңғы жауап"


def test_an_answer_that_another_window_gave_first_is_not_replaced(started: Path) -> None:
    def elsewhere(_question: Question) -> Reply:
        assert run(started, Person(Skip(), "Басқа терезедегі жауап")) == 1
        return "Менің жауабым"

    person = Person(Skip(), elsewhere)
    assert run(started, person) == 0
    assert data_of(started)["lessons"] == "Басқа терезедегі жауап"
    assert "different answer" in person.messages[0] and "lessons.txt" in person.messages[0]
    # Next time both are there to choose from.
    again = Person(lambda question: question.draft.text)
    assert run(started, again) == 1
    assert again.questions[0].answer == "Басқа терезедегі жауап"
    assert data_of(started)["lessons"] == "Менің жауабым" and not draft_files(started)


@pytest.mark.parametrize("is_pipe", [True, False], ids=["pipe", "terminal"])
def test_two_pipes_at_once_replace_no_answer_of_each_other(started: Path, is_pipe: bool) -> None:
    def meanwhile(_question: Question) -> str:
        assert run(started, Person("1", "Бірінші терезе")) == 2
        return "2"

    person = Person(meanwhile, "Екінші терезе", "Үшінші")
    person.is_pipe = is_pipe
    run(started, person)
    data = data_of(started)
    # On a terminal the other answer is there to be changed.
    assert data["lessons"] == ("Бірінші терезе" if is_pipe else "Екінші терезе")
    assert data["methods"] == ["lessons"] and data["environment"] == "Үшінші"
    kept = "".join(file.read_text(encoding="utf-8") for file in draft_files(started))
    assert ("Екінші терезе" in kept) is is_pipe


def test_a_change_in_the_moment_of_writing_is_seen(started: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, real, times = started / ACTION, saving.set_answer, []

    def changed(*arguments: Any) -> str:
        text = real(*arguments)
        if not times:
            times.append(1)
            file.write_text(file.read_text(encoding="utf-8").replace("title:", "title: Жаңа"), encoding="utf-8")
        return text

    monkeypatch.setattr(saving, "set_answer", changed)
    assert run(started, Person(Skip(), "Жауап")) == 1
    assert (data_of(started)["title"], data_of(started)["lessons"]) == ("Жаңа", "Жауап")


def test_final_names_what_has_no_answer(started: Path) -> None:
    run_ = run_pd("fill", "--final", ACTION, cwd=started)
    assert run_.code == 2 and re.search(r"[4-9] questions have no answer yet: “[^”]+”, “[^”]+”, “[^”]+”, …", run_.err)
    assert f"`pd fill {ACTION}` asks them." in run_.err
    run_pd("fill", ACTION, cwd=started, stdin="1\nа\nб\nв\nг\n:q\n")
    assert "1 question has no answer yet: “" in run_pd("fill", "--final", ACTION, cwd=started).err


def test_two_dialogues_do_not_share_a_draft(started: Path) -> None:
    def second(question: Question) -> Reply:
        question.draft.store("Екінші терезе")
        raise KeyboardInterrupt

    def first(question: Question) -> Reply:
        question.draft.store("Бірінші терезе")
        with pytest.raises(NotSavedError):
            run(started, Person(Skip(), second))
        question.draft.store("Бірінші терезе, жалғасы")
        raise KeyboardInterrupt

    with pytest.raises(NotSavedError):
        run(started, Person(Skip(), first))
    texts = {file.read_text(encoding="utf-8") for file in draft_files(started)}
    assert texts == {"Екінші терезе", "Бірінші терезе, жалғасы"}


def test_a_row_is_found_again_where_rows_were_put_before_it(started: Path) -> None:
    path = "cycles/2026-2027-1/2-analysis.md"
    run(started, Person("1", "1", "Алғашқысы", "2", Quit()), path)
    file = started / path

    def elsewhere(_question: Question) -> Reply:
        text = file.read_text(encoding="utf-8")
        row = "\n  - id: f9\n    kind: success\n    text: Жаңа жол\n    source: case\n  - id: f1"
        file.write_text(text.replace("\n  - id: f1", row), encoding="utf-8")
        return "Өзгерген"

    def leaves(question: Question) -> Reply:
        return elsewhere(question) if question.loc == ("findings", 0, "text") else Skip()

    person = Person(*[leaves] * 4)
    assert run(started, person, path, everything=True) == 1
    assert [row["text"] for row in data_of(started, path)["findings"]] == ["Жаңа жол", "Өзгерген"]
    # A row that is added gets an id of its own.
    added = Person(*[Skip()] * 9, rows=[True])
    added.script += ["1", "Үшіншісі", "3"]
    run(started, added, path, everything=True)
    assert [row["id"] for row in data_of(started, path)["findings"]][:2] == ["f9", "f1"]


def test_a_read_only_document_is_refused_before_anything_is_typed(started: Path) -> None:
    (started / ACTION).chmod(0o444)
    person = Person("1")
    run_ = run_pd("fill", ACTION, cwd=started, stdin="1\n")
    assert run_.code == 2 and "1-action.md" in run_.err
    with pytest.raises(Exception, match="read-only"):
        run(started, person)
    assert not person.questions
    (started / ACTION).chmod(0o644)

    def protects(_question: Question) -> Reply:
        (started / ACTION).chmod(0o444)
        return "Жауап"

    with pytest.raises(NotSavedError, match="read-only"):
        run(started, Person(Skip(), protects))
    assert draft_files(started)[0].read_text(encoding="utf-8") == "Жауап"


def test_all_answers_can_be_gone_through_and_changed(started: Path) -> None:
    run(started, Person("1, 2", PARAGRAPHS))
    person = Person("1,2", Skip(), Skip(), PARAGRAPHS + " Тағы.", Review(), Skip(), Quit(), picks=[0])
    assert run(started, person, everything=True) == 1
    assert person.questions[0].answer == "1, 2" and person.questions[3].answer == PARAGRAPHS
    assert data_of(started)["lessons"] == PARAGRAPHS + " Тағы."
    assert person.reviews[0][0].text == "сабақтар өткізу, оқыту және бағалау әдістерін қолдану"
    assert person.keys[5] == "methods"


def test_optional_questions_are_asked_with_all(started: Path) -> None:
    person = Person(*[Skip()] * 20)
    run(started, person, everything=True)
    assert "attachments" in person.keys and person.keys[-1] == "date" and len(set(person.keys)) == len(person.keys)


def test_the_review_at_the_end_changes_an_answer(started: Path) -> None:
    person = Person("1", "а", "б", "в", "г", "2026-10-30", "ә", picks=[1])
    assert run(started, person) == 7
    assert [answer.text for answer in person.reviews[1]] == ["сабақтар өткізу", "ә", "б", "в", "г", "2026-10-30"]
    assert data_of(started)["lessons"] == "ә"


def test_a_draft_that_is_saved_already_is_forgotten(started: Path) -> None:
    run(started, Person("1", "Жауап"))
    folder = started / ".pd" / "drafts" / ACTION
    folder.mkdir(parents=True)
    (folder / "lessons.txt").write_text("Жауап\n", encoding="utf-8")
    person = Person(Skip(), Skip(), Skip())
    run(started, person, everything=True)
    assert "lessons" in person.keys and not any(person.drafts) and not draft_files(started)


def test_the_status_shows_what_is_not_saved(started: Path) -> None:
    run(started, Person("жоқ нәрсе"))
    line = "! cycles/2026-2027-1/1-action.md: an answer you typed has not been saved yet; `pd fill` will offer it again"
    assert line in run_pd("status", cwd=started, COLUMNS="200").out
    run(started, Person("1"))
    assert "not saved" not in run_pd("status", cwd=started).out


def test_a_draft_of_a_question_that_is_gone_is_told(started: Path) -> None:
    folder = started / ".pd" / "drafts" / ACTION
    folder.mkdir(parents=True)
    (folder / "vanished.txt").write_text("Мәтін", encoding="utf-8")
    (folder / "findings.7.text.txt").write_text("Мәтін", encoding="utf-8")
    person = Person()
    run(started, person)
    assert len(person.messages) == 2 and all(".txt" in message for message in person.messages)
    assert len(draft_files(started)) == 2


def test_a_draft_that_leads_elsewhere_is_not_read(started: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("құпия", encoding="utf-8")
    folder = started / ".pd" / "drafts" / ACTION
    folder.mkdir(parents=True)
    (folder / "methods.txt").symlink_to(secret)
    person = Person(stops_after("1"))
    with pytest.raises(NotSavedError):
        run(started, person)
    assert person.drafts[0] == "" and secret.read_text(encoding="utf-8") == "құпия"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder / "methods.txt").unlink()
    for file in [*folder.iterdir(), folder]:
        file.rmdir() if file.is_dir() else file.unlink()
    folder.symlink_to(elsewhere)
    with pytest.raises(NotSavedError):
        run(started, Person(stops_after("2")))
    assert not list(elsewhere.iterdir())


GOALS = "cycles/2026-2027-1/4-design.yaml"


def test_references_are_offered_with_their_texts(started: Path) -> None:
    reflection = started / "cycles/2026-2027-1/3-reflection.md"
    text = reflection.read_text(encoding="utf-8")
    rows = "growth_areas:\n  - id: r1\n    title: Модельдеу\n  - id: r2\n    title: Кері байланыс\n"
    reflection.write_text(text.replace("growth_areas:\n", rows), encoding="utf-8")

    person = Person()

    def answers(question: Question) -> Reply:
        if question.loc[-1] == "from":
            return next(replies)
        return Skip()

    replies = iter(["r3", "3", "2, r1", Quit()])
    person.script = [answers] * 40
    run(started, person, GOALS)
    offered = [question for question in person.questions if question.loc[-1] == "from"]
    assert [tuple(option) for option in offered[0].options.listed] == [("r1", "Модельдеу"), ("r2", "Кері байланыс")]
    assert "`r3`" in offered[1].complaint.text("en") and "`3`" in offered[2].complaint.text("en")
    assert data_of(started, GOALS)["goals"][0]["from"] == ["r2", "r1"]


def test_a_reference_to_an_earlier_cycle_is_offered(good: Path) -> None:
    person = Person(*[Skip()] * 60)
    run(good, person, "cycles/2025-2026-2/3-reflection.md", everything=True)
    question = next(item for item in person.questions if item.loc == ("growth_areas", 0, "from"))
    options = dict(question.options.listed)
    assert options["2025-2026-1/c1"].startswith("Критерийді мұғалім") and "f1" in options
    assert not any(value.startswith("2025-2026-2/") for value in options)


def test_evidence_of_the_register_is_offered_and_nothing_else_taken(good: Path) -> None:
    def answers(question: Question) -> Reply:
        return next(replies, Quit()) if question.loc == ("attachments",) else Skip()

    replies = iter(["e99", "e1 e2"])
    person = Person(*[answers] * 60)
    run(good, person, "cycles/2025-2026-1/1-action.md", everything=True)
    question = next(item for item in person.questions if item.loc == ("attachments",))
    assert {"e1", "e2"} <= {option.value for option in question.options.listed}
    assert all(option.text for option in question.options.listed)
    assert data_of(good, "cycles/2025-2026-1/1-action.md")["attachments"] == ["e1", "e2"]


def test_without_anything_to_choose_from_nothing_is_taken(started: Path) -> None:
    person = Person(*[lambda q: "e1" if q.loc == ("attachments",) and not q.complaint else Skip()] * 20)
    run(started, person, everything=True)
    assert any("nothing yet" in question.complaint.text("en") for question in person.questions)
    design = Person(*[Skip()] * 40)
    run(started, design, GOALS)
    sources = {question.options.source for question in design.questions if question.field.type == "reference"}
    assert sources == {"Рефлексия: Кәсіби өсу аймақтары", "Жобалау: SMART-мақсаттар"}
    assert not data_of(started).get("attachments")


@pytest.mark.parametrize(
    "typed", ["1,3", "lessons; inclusive-environment", "Проведение  уроков, 3", "teaching lessons\n3", "3, 1, 3"]
)
def test_a_choice_is_a_number_a_key_or_words_of_any_language(started: Path, typed: str) -> None:
    assert run(started, Person(typed)) == 1
    assert sorted(data_of(started)["methods"]) == ["inclusive-environment", "lessons"]


@pytest.mark.parametrize(
    ("typed", "meant"), [("Проведене уроков", "1, “"), ("lesons", "1, “"), ("1, inclusive environmnt", "3, “")]
)
def test_an_unknown_choice_is_refused_with_the_nearest_one(started: Path, typed: str, meant: str) -> None:
    person = Person(typed, Skip())
    run(started, person)
    assert f"Did you mean {meant}" in person.questions[1].complaint.text("en")


# The command, with a pipe.


def test_a_pipe_takes_one_line_or_a_fenced_answer(started: Path) -> None:
    run_ = run_pd("fill", ACTION, cwd=started, stdin=f'1\n"""\n{PARAGRAPHS}\n"""\nб\n:q\n')
    assert run_.code == 0, run_.err
    assert (data_of(started)["lessons"], data_of(started)["environment"]) == (PARAGRAPHS, "б")


@pytest.mark.parametrize("typed", [":x", ":wq", ":ч", ":quit"])
def test_an_unknown_command_is_asked_back_and_can_be_an_answer(started: Path, typed: str) -> None:
    asked_back = run_pd("fill", ACTION, cwd=started, stdin=f"1\n{typed}\nа\n:q\n")
    assert f"There is no command `{typed}`." in asked_back.err and f"type `:{typed}`" in asked_back.err
    assert data_of(started)["lessons"] == "а"
    assert draft_files(started) == []
    run_pd("fill", ACTION, cwd=started, stdin=f":{typed}\n: {typed} b\n:q\n")
    data = data_of(started)
    assert (data["environment"], data["interaction"]) == (typed, f": {typed} b")


def test_an_empty_pipe_is_told_on_a_line_of_its_own(started: Path) -> None:
    run_ = run_pd("fill", ACTION, cwd=started)
    assert "\nNo new answers. " in run_.err and "> No" not in run_.err


def test_a_pipe_has_no_limit_of_length(started: Path) -> None:
    long = "Ұзақ жауап. " * 40_000
    assert run_pd("fill", ACTION, cwd=started, stdin=f"\n{long}\n:q\n").code == 0
    assert data_of(started)["lessons"] == long.strip()


def test_an_answer_whose_end_is_missing_is_kept_and_offered(started: Path) -> None:
    run_ = run_pd("fill", ACTION, cwd=started, stdin='1\n"""\nБірінші\nЕкінші\n')
    assert run_.code == 0 and "Typed but not saved yet" in run_.err
    assert "lessons" not in {key for key, value in data_of(started).items() if value}
    again = run_pd("fill", ACTION, cwd=started, stdin="=\n:q\n")
    assert "Бірінші\nЕкінші" in again.err and data_of(started)["lessons"] == "Бірінші\nЕкінші"


def test_all_words_of_the_dialogue_are_in_one_language(started: Path) -> None:
    text = (started / ACTION).read_text(encoding="utf-8")
    # The file is in Kazakh; the wrong date is complained about, and its field is named, as the question is.
    shown = run_pd("fill", ACTION, cwd=started, stdin="1\nа\nб\nв\nг\nzz\n", lang="ru").err
    assert "Сабақтарды жоспарлау" in text and "Сабақтарды жоспарлау" not in shown
    assert shown.count("Дата завершения") > 1 and "Аяқталған күні" not in shown


def test_what_is_answered_is_said(started: Path) -> None:
    answers = "1\nа\nб\nв\nг\n2026-10-30\n"
    first = run_pd("fill", ACTION, cwd=started, stdin=answers, lang="kk")
    assert "2. Сабақтарды жоспарлау және өткізу: а" in first.err and "6\u00a0жауап сақталды" in first.err
    second = run_pd("fill", ACTION, cwd=started)
    assert (second.code, "Every question is answered" in second.err, "--all" in second.err) == (0, True, True)
    third = run_pd("fill", "--all", ACTION, cwd=started, stdin="\n\n\nә\n:r\n1\n2\n\n:q\n")
    assert "The document says: 1" in third.err and data_of(started)["lessons"] == "ә", third.err
    assert data_of(started)["methods"] == ["teaching-assessment"]


def texts(root: Path) -> str:
    """All drafts, one behind the other."""
    return "\n".join(file.read_text(encoding="utf-8") for file in draft_files(root))


# An editor of one's own.

EDITOR = "import sys, pathlib\nfile = pathlib.Path(sys.argv[-1])\nbefore = file.read_text(encoding='utf-8')\n"


def editor(root: Path, body: str) -> str:
    """A program with a space in its path, as the setting for an editor."""
    script = root.parent / "my editor.py"
    script.write_text(EDITOR + body, encoding="utf-8")
    return f'"{sys.executable}" "{script}" --wait'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_editor_gives_the_answer_in_any_certain_encoding(started: Path, encoding: str) -> None:
    body = f"file.write_text('#! менің жолым\\r\\n\\r\\nЖауап\\r\\n' + before, encoding={encoding!r}, newline='')"
    run_ = run_pd("fill", ACTION, cwd=started, stdin="1\n:e\n:q\n", EDITOR=editor(started, body), VISUAL="")
    assert run_.code == 0, run_.err
    assert data_of(started)["lessons"] == "#! менің жолым\n\nЖауап"
    assert not draft_files(started)


def test_an_editor_that_is_left_empty_leaves_nothing(started: Path) -> None:
    run_ = run_pd("fill", ACTION, cwd=started, stdin="1\n:e\n:q\n", EDITOR="true", VISUAL="")
    assert run_.code == 0 and draft_files(started) == []


def test_an_editor_begins_with_the_answer_there_is(started: Path) -> None:
    run(started, Person("1", "Бұрынғы жауап"))
    body = "assert before.startswith('Бұрынғы жауап')\nfile.write_text(before.replace('Бұрынғы', 'Жаңа'), encoding='utf-8')"
    run_ = run_pd("fill", "--all", ACTION, cwd=started, stdin="\n\n\n:e\n:q\n", EDITOR=editor(started, body), VISUAL="")
    assert run_.code == 0 and data_of(started)["lessons"] == "Жаңа жауап", run_.err


def test_a_text_of_an_old_encoding_is_explained_and_left_where_it_is(started: Path) -> None:
    body = "file.write_bytes('Жауап оқылмайды'.encode('cp1251', 'replace'))"
    run_ = run_pd(
        "fill", ACTION, cwd=started, stdin="1\n:e\nБасқа жауап\n:q\n", EDITOR=editor(started, body), VISUAL=""
    )
    assert run_.code == 0 and "cp1251" in run_.err and "lessons.txt" in run_.err
    assert data_of(started)["lessons"] == "Басқа жауап"
    assert [file.name for file in draft_files(started)] == ["lessons.txt"]
    assert "cp1251" in run_pd("fill", ACTION, cwd=started, stdin=":q\n").err


@pytest.mark.parametrize("setting", ["no-such-editor --wait", '"unclosed', "SELF"])
def test_an_editor_that_fails_leaves_the_text(started: Path, setting: str) -> None:
    body = "file.write_text('Жазылғаны\\n' + before, encoding='utf-8')\nsys.exit(3)"
    command = editor(started, body) if setting == "SELF" else setting
    run_ = run_pd("fill", ACTION, cwd=started, stdin="1\n:e\n:q\n", EDITOR=command, VISUAL="")
    assert run_.code == 0 and "set EDITOR" in run_.err and "Traceback" not in run_.err
    if setting == "SELF":
        assert "lessons.txt" in run_.err
        assert Person and run_pd("fill", ACTION, cwd=started, stdin="=\n:q\n").code == 0
        assert data_of(started)["lessons"] == "Жазылғаны"


def test_no_answer_is_needed_to_read_the_schema_of_forms() -> None:
    from pdcli.model.form_schema import form_schema

    assert "last" in json.dumps(form_schema("en"))


def test_every_refused_line_of_a_pipe_stays(started: Path) -> None:
    run_ = run_pd("fill", ACTION, cwd=started, stdin="бірінші\nекінші\n\n\nорта\n\n\nүшінші\nтөртінші\n")
    assert run_.code == 0 and run_.err.count("Typed but not saved yet") == 1
    assert "1 answer saved" in run_.err and data_of(started)["environment"] == "орта"
    assert texts(started) == "үшінші\nтөртінші\nбірінші\nекінші"
    # What a next run refuses is kept behind it, also one whose end is missing.
    assert run_pd("fill", ACTION, cwd=started, stdin='\nбесінші\n"""\nалтыншы\n').code == 0
    for line in ("бірінші", "екінші", "үшінші", "төртінші", "бесінші", "алтыншы"):
        assert texts(started).split("\n").count(line) == 1


def test_what_a_pipe_corrects_stays_as_well(started: Path) -> None:
    run_ = run_pd("fill", ACTION, cwd=started, stdin="бірінші\nекінші\n1\n:q\n")
    assert data_of(started)["methods"] == ["lessons"] and "Typed but not saved yet" not in run_.err
    assert "Text that matched no question is kept in" in run_.err and texts(started) == "бірінші\nекінші"
    # The state tells of them, and not that they are offered again.
    state = run_pd("status", cwd=started).out
    assert "_rest.txt" in state and "offers it again" not in state
    # They wait for a person: nothing removes them.
    assert run_pd("fill", ACTION, cwd=started, stdin="\nа\n:q\n").err.count("_rest.txt") == 1
    assert texts(started) == "бірінші\nекінші"


def test_lines_of_a_pipe_that_answer_nothing_stay(started: Path) -> None:
    lines = ["1", "а", "б", "в", "г", "2026-10-30", "артық", "99", "", '"""', "бір", "", "екі", '"""', '"""', "соңы"]
    run_ = run_pd("fill", ACTION, cwd=started, stdin="\n".join(lines))
    assert run_.code == 0 and "6 answers saved" in run_.err and "Text that matched no question is kept" in run_.err
    assert texts(started) == "артық\n99\nбір\n\nекі\nсоңы"


@pytest.mark.parametrize("after", ["", "+\nБ\n"])
def test_a_line_that_comes_where_a_row_is_offered_is_not_lost(after: str, good: Path) -> None:
    row = "kind: evidence\nitems:\n  - id: e1\n    title: А\n    kind: survey\n    date: 2026-09-01\n    level: class\n"
    (good / "evidence.yaml").write_text(row, encoding="utf-8")
    run_ = run_pd("fill", "evidence.yaml", cwd=good, stdin=f"неге\n{after}артық жол\n")
    assert run_.code == 0 and "`+` adds another row" in run_.err
    rows = data_of(good, "evidence.yaml")["items"]
    assert rows[0]["why"] == "неге" and rows[1:] == ([{"id": "e2", "title": "Б"}] if after else [])
    assert texts(good) == "артық жол"


@pytest.mark.parametrize("command", [":q", "<"])
def test_a_command_where_a_row_is_offered_is_one(command: str, good: Path) -> None:
    row = "kind: evidence\nitems:\n  - id: e1\n    title: А\n    kind: survey\n    date: 2026-09-01\n    level: class\n"
    (good / "evidence.yaml").write_text(row, encoding="utf-8")
    run_ = run_pd("fill", "evidence.yaml", cwd=good, stdin=f"неге\n{command}\nартық жол\n")
    assert run_.code == 0 and ("Your answers" in run_.err) is (command == "<")
    assert texts(good) == ("артық жол" if command == "<" else "")
