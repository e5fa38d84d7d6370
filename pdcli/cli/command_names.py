"""The names of commands in Kazakh and Russian: typed instead of the English ones, with or without Kazakh letters.

The first name of a language is the one that help shows; the others are what people may type as well.
"""

from collections.abc import Mapping

from pdcli.i18n import Lang

# Command -> its names in a language.
NAMES: dict[str, dict[Lang, tuple[str, ...]]] = {
    "init": {"kk": ("бастау", "баста", "портфолио-бастау"), "ru": ("начать", "начало", "старт", "начать-портфолио")},
    "new-cycle": {"kk": ("жаңа-цикл", "цикл-ашу"), "ru": ("новый-цикл", "открыть-цикл")},
    "new": {
        "kk": ("жаңа", "қосу", "жаңа-құжат"),
        "ru": ("новый", "новая", "новое", "добавить", "создать", "новый-документ"),
    },
    "new-form": {"kk": ("жаңа-форма", "форма-жасау"), "ru": ("новая-форма", "создать-форму")},
    "blank": {"kk": ("бос-форма", "бланк", "бос-бланк"), "ru": ("бланк", "пустой-бланк", "чистый-бланк")},
    "import": {"kk": ("импорт", "импорттау", "word-тан-оқу"), "ru": ("импорт", "импортировать", "загрузить-из-word")},
    "fill": {"kk": ("толтыру", "толтыр"), "ru": ("заполнить", "заполнение", "заполни")},
    "status": {"kk": ("күй", "күйі", "жағдай", "жағдайы"), "ru": ("состояние", "статус", "положение")},
    "guide": {
        "kk": ("ұсынымдар", "ұсыным", "нұсқау", "нұсқаулық"),
        "ru": ("рекомендации", "рекомендация", "руководство", "подсказка"),
    },
    "lint": {"kk": ("тексеру", "тексер"), "ru": ("проверить", "проверка", "проверь")},
    "rule": {"kk": ("ереже", "ережелер"), "ru": ("правило", "правила")},
    "render": {
        "kk": ("бет", "беттер", "парақ", "бетке-шығару"),
        "ru": ("страница", "страницы", "показать", "вывести"),
    },
    "trace": {"kk": ("арқау", "алтын-арқау"), "ru": ("нить", "золотая-нить", "проследить")},
    "summary": {"kk": ("жиынтық", "жиынтық-жасау"), "ru": ("сводка", "обобщить", "обобщение")},
    "readiness": {"kk": ("дайындық", "дайындығы"), "ru": ("готовность",)},
    "school": {"kk": ("мектеп", "мектебі"), "ru": ("школа",)},
    "history": {"kk": ("тарих", "тарихы"), "ru": ("история",)},
    "confirm": {"kk": ("растау", "раста"), "ru": ("подтвердить", "подтверждение", "заверить")},
    "pack": {
        "kk": ("пакет", "пакет-жасау", "топтама", "топтау", "топтама-жасау"),
        "ru": ("пакет", "собрать", "упаковать", "архив"),
    },
    "verify": {
        "kk": ("салыстыру", "пакетті-тексеру", "топтаманы-тексеру"),
        "ru": ("сверить", "сверка", "проверить-пакет", "проверка-пакета"),
    },
    "schema": {"kk": ("схема",), "ru": ("схема",)},
    "demo": {"kk": ("мысал", "үлгі"), "ru": ("пример", "демо", "образец")},
    "help": {"kk": ("көмек", "анықтама"), "ru": ("помощь", "справка")},
}


def shown_name(command: str, lang: Lang) -> str:
    """`new, жаңа`: a command as help shows it."""
    names = NAMES[command].get(lang)
    return f"{command}, {names[0]}" if names else command


def command_of(word: str) -> str | None:
    """The command that a word names in any language, in any case, with hyphens or underscores; None without one."""
    from pdcli.model.human_values import by_words

    return by_words(word, _words())


def nearest_name(word: str) -> str | None:
    """The name of a command, in any language, that is most like a word that names none; None where nothing is."""
    from pdcli.model.human_values import nearest_word

    return nearest_word(word, (name for names in _words().values() for name in names))


def _words() -> Mapping[str, tuple[str, ...]]:
    """Command -> all of its names."""
    return {
        command: (command, *(name for names in words.values() for name in names)) for command, words in NAMES.items()
    }
