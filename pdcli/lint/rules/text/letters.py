"""Letters of another alphabet."""

import re
from collections.abc import Iterator

from pdcli.diagnostics import Fix, Severity, Span
from pdcli.documents.document import Document
from pdcli.i18n.messages import message as _
from pdcli.lint.answers import LATIN, SIGNS, Answer, place, violation_at
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.text import WORD

MAX_MENDED = 100
# Latin letters that look like Cyrillic ones, and those that are typed where a keyboard lacks Kazakh.
_CYRILLIC_FOR = dict(zip("aceopxykABCEHKMOPTX", "асеорхукАВСЕНКМОРТХ", strict=True))
_KAZAKH_FOR_LATIN = _CYRILLIC_FOR | dict(zip("ihIəƏöÖüÜğĞñÑv", "іһІәӘөӨүҮғҒңҢү", strict=True))
_LATIN_FOR = {cyrillic: latin for latin, cyrillic in _CYRILLIC_FOR.items() if latin != "k"} | {"і": "i", "І": "I"}
_IS_LATIN = re.compile(f"[{LATIN}]")
_MIXTURE = re.compile(f"[{LATIN}](?:(?=[Ѐ-ӿ])|(?<=[Ѐ-ӿ].))")
# «іс», the one word of two letters that is mistyped every day.
_WORK = ("iс", "Iс")
_ROMAN = frozenset("IVXLCDMІХСМ")
# A name in Latin letters, a Cyrillic ending: hardly anybody writes the hyphen.
_NAME_WITH_ENDING = "(?:[A-Za-z]{3,}|[A-Z]{2,})[а-яёәғқңөұүһі]+"


@rule("PD705", "latin-inside-cyrillic", Severity.WARNING, """
clause: files
what:
  kk: Бір сөзде кирилл мен латын әріптері араласпайды.
  ru: В одном слове не смешаны буквы кириллицы и латиницы.
  en: No word mixes Cyrillic and Latin letters.
why:
  kk: Латынша i мен қазақша і бірдей көрінеді, бірақ компьютер үшін екеуі бөлек әріп. Мұндай сөзді іздеу таппайды,
    емле тексергіш танымайды, экраннан оқитын бағдарлама бұзып айтады.
  ru: Латинская i и казахская і выглядят одинаково, но для компьютера это разные буквы. Поиск такого слова не находит,
    проверка правописания его не узнаёт, а экранный диктор искажает.
  en: The Latin i and the Kazakh і look the same, but they are different letters to a computer. Search does not find a
    word that mixes them, the spelling check does not know such a word, and a screen reader mispronounces it.
bad:
  kk: |-
    focus: Оқушылар бiлiмiн критерий бойынша бағалайды   # «білімін» сөзіндегі i – латын әрпі
  ru: |-
    focus: Ученики oценивают работу по критериям   # в слове «оценивают» первая буква латинская
  en: |-
    focus: Pupils assess their оwn work against criteria   # the o of “own” is Cyrillic
good:
  kk: |-
    focus: Оқушылар білімін критерий бойынша бағалайды
  ru: |-
    focus: Ученики оценивают работу по критериям
  en: |-
    focus: Pupils assess their own work against criteria
fail:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - Түсіндіру, үлг¦i бойынша шешу, жұптық тексеру.
- cycles/2025-2026-1/4-design.yaml: [үш жолмен тақтаға, үш жолмен тақт¦aғa]
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - Түсіндіру және әр жұптың ¦iс-әрекетін бақылау.
pass:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - SMART-мақсат, PISA-ға ұқсас тапсырма, Kahootта ойын.
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - ABС үшбұрышы мен x-тің мәні, Н2О, XXІ ғасыр, 8а сыныбы, cos және 2xy.
""")  # fmt: skip
def latin_inside_cyrillic(context: LintContext) -> Iterator[Violation]:
    """A word mixes Latin and Cyrillic letters that look alike, so that neither search nor spelling check knows it."""
    for answers in context.final_answers:
        if answers.has_foreign and _MIXTURE.search(answers.text):
            for answer in answers.items:
                yield from _mixtures(answers.document, answer)


def _mixtures(document: Document, answer: Answer) -> Iterator[Violation]:
    """One finding for each answer, at its first wrong letter, with all of them to be mended at once."""
    if answer.loc[-1] in ("file", "url"):
        return
    words = []
    for word in WORD.finditer(answer.text):
        faults = _wrong_letters(word[0], document.lang)
        if faults:
            words.append((word, faults))
    if not words:
        return
    letters = [(word.start() + at, right) for word, faults in words for at, right in faults]
    span, fix = _mended(document, answer, letters)
    word, faults = words[0]
    letter = word[0][faults[0][0]]
    message = (
        _("In “{word}” the letter “{letter}” is Latin.")
        if _IS_LATIN.match(letter)
        else _("In “{word}” the letter “{letter}” is Cyrillic.")
    ).format(word=word[0][:40], letter=letter)
    hint = _("Type the word again: as it is typed now, a search does not find it.")
    if len(words) > 1:
        hint += " " + _("Words like this in the answer: {count}.").format(count=len(words))
    yield violation_at(document, span, message, hint, fix=fix)


def _mended(document: Document, answer: Answer, letters: list[tuple[int, str]]) -> tuple[Span, Fix | None]:
    """The place of the first wrong letter, and how all of them are mended; not where there are very many."""
    if len(letters) > MAX_MENDED:
        at = letters[0][0]
        return place(document, answer, at, at + 1), None
    edits = tuple((place(document, answer, at, at + 1), right) for at, right in letters)
    # Where an answer is spelled differently in its file, no letter has a place, and only a person mends it.
    exact = all(span.line == span.end_line and span.end_column - span.column == 1 for span, _right in edits)
    return edits[0][0], Fix(edits) if exact else None


def _wrong_letters(word: str, lang: str) -> list[tuple[int, str]]:
    """Which letters of a word are of the other alphabet, and what they should be; none where that is not certain."""
    replacements = _KAZAKH_FOR_LATIN if lang == "kk" else _CYRILLIC_FOR
    if lang == "kk" and word in _WORK:
        return [(0, replacements[word[0]])]
    if len(word) < 3 or word.isascii() or _ROMAN.issuperset(word) or re.fullmatch(_NAME_WITH_ENDING, word):
        return []
    latin = [at for at, letter in enumerate(word) if _IS_LATIN.match(letter)]
    cyrillic = [at for at, letter in enumerate(word) if "Ѐ" <= letter <= "ӿ"]
    # Points of a drawing are named in capitals of any alphabet.
    if not latin or len(latin) + len(cyrillic) < len(word) or (len(word) <= 4 and word.isupper()):
        return []
    if len(cyrillic) >= max(2, len(latin)) and all(word[at] in replacements for at in latin):
        return [(at, replacements[word[at]]) for at in latin]
    if len(cyrillic) < len(latin) and all(word[at] in _LATIN_FOR for at in cyrillic):
        return [(at, _LATIN_FOR[word[at]]) for at in cyrillic]
    return []


# Letters of other alphabets that old Kazakh fonts showed as Kazakh ones, and signs typed in their place.
_KAZAKH_FOR = dict(zip(SIGNS, "ғқңүұөәһҒҚҢҮҰӨӘҺұөөӨә", strict=True))
_CONSONANT = "бвгғджзйкқлмнңпрстфхһцчшщ"
_ONE = re.compile(f"1(?<=[{_CONSONANT}]1)(?=[{_CONSONANT}])")
_SIGN = re.compile(f"[{SIGNS}]")
_TOKEN = r"[^\s\"«»“”„()\[\],;:!?]+"
_LETTER = "(?i)[а-яёәғқңөұүһі]"


@rule("PD706", "look-alike-letter", Severity.WARNING, """
clause: files
what:
  kk: Қазақ әрпінің орнында сан, белгі не басқа әліпбидің әрпі тұрмайды.
  ru: На месте казахской буквы не стоит цифра, знак или буква другого алфавита.
  en: No digit, sign or letter of another alphabet is used in place of a Kazakh letter.
why:
  kk: «їшін», «ќазаќ» сияқты жазу ескі қазақ қаріптерінен қалған, ал «ж@не», «б1л1м» қазақ пернетақтасы жоқта
    жазылады. Қазір бұл сөздер басқа компьютерде де, іздеуде де бұзылып көрінеді.
  ru: Написания «їшін», «ќазаќ» остались от старых казахских шрифтов, а «ж@не», «б1л1м» печатают без казахской
    раскладки. На другом компьютере и в поиске такие слова искажены.
  en: “їшін” and “ќазаќ” come from old Kazakh fonts, “ж@не” and “б1л1м” from keyboards without Kazakh. On
    another computer and in a search such words are broken.
bad: |
  lang: kk
  goal: Оќушы їш критерий бойынша ґз жўмысын баѓалайды
good: |
  lang: kk
  goal: Оқушы үш критерий бойынша өз жұмысын бағалайды
fail:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - Түсіндіру, ¦їлгі бойынша шешу, жўптыќ тексеру.
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - Түсіндіру ж¦@не үлгі бойынша шешу.
- cycles/2025-2026-1/4-design.yaml:
  - 'resources: Кестеде екі бос сағат'
  - 'resources: Кестеде б¦1р1нш1 екі сағат'
pass:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - Түсіндіру, топ1дің жұмысы, слайд3те 5-сынып, Київ картасы, mugalim@mysal.kz.
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - 'Сілтеме: https://мысал.example/ж@не мен mysal.kz/б1л1м.'
""")  # fmt: skip
def look_alike_letter(context: LintContext) -> Iterator[Violation]:
    """In a Kazakh text a digit, a sign or a letter of another alphabet stands for a Kazakh letter."""
    for answers in context.final_answers:
        has_sign = answers.has_foreign and _SIGN.search(answers.text)
        if answers.document.lang == "kk" and (has_sign or _ONE.search(answers.text)):
            for answer in answers.items:
                yield from _look_alikes(answers.document, answer)


def _look_alikes(document: Document, answer: Answer) -> Iterator[Violation]:
    faults = []
    for word in re.finditer(_TOKEN, answer.text):
        faults += [(word.start() + at, right, word[0]) for at, right in _not_kazakh(word[0])]
    if faults:
        span, fix = _mended(document, answer, [(at, right) for at, right, _word in faults])
        first, letter, written_word = faults[0]
        message = _("In “{word}” there is “{sign}” in place of “{letter}”.").format(
            word=written_word[:40], sign=answer.text[first], letter=letter
        )
        hint = _("Type the Kazakh letter: as the word is typed now, a search does not find it.")
        yield violation_at(document, span, message, hint, fix=fix)


def _not_kazakh(word: str) -> list[tuple[int, str]]:
    if "/" in word or "." in word.rstrip("."):
        return []
    letters_at = []
    letters = set(re.findall(_LETTER, word))
    for sign in _SIGN.finditer(word):
        at = sign.start()
        previous_sign, next_sign = word[at - 1 : at] if at else "", word[at + 1 : at + 2]
        letters_beside = [part for part in (previous_sign, next_sign) if re.match(_LETTER, part)]
        # An address has the sign @ between letters of any kind, a handle before them; a name may be Ukrainian.
        if (sign[0] == "@" and len(letters_beside) < 2) or (sign[0] in "їўґєЇЎҐЄ" and word[0].isupper()):
            continue
        if letters_beside and len(letters) > 1:
            letters_at.append((at, _KAZAKH_FOR[sign[0]]))
    if word.islower() and word.replace("1", "").isalpha():
        letters_at += [(at, "і") for at in _ones(word)]
    return sorted(letters_at)


def _ones(word: str) -> list[int]:
    """Where the number one stands for a letter.

    A number may touch its ending (`топ1дің`); two of them, or two consonants after it, leave no doubt.
    """
    between = [match.start() for match in _ONE.finditer(word)]
    if len(between) > 1:
        return [at for at, sign in enumerate(word) if sign == "1"]
    if not between or word.count("1") > 1:
        return []
    at = between[0]
    return between if at >= 2 and len(word) > at + 2 and word[at + 2] in _CONSONANT else []
