"""Rule-based stemming of Kazakh, Russian and English: «есепті», «есебін» and «есептер» have one stem."""

import re
import unicodedata

from pdcli.i18n import Lang

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# The shortest stem in letters; Kazakh endings that begin with a consonant may leave one letter less.
_MIN_ROOT = 4
_VOWELS = "аәеёиоөуұүыіэюяaeiouy"
_VOICELESS = str.maketrans("бғг", "пқк")
_MIN_PREFIX = 5

# Plural, possessive, case; then derivational endings of nouns, adjectives and verbs.
_ENDINGS: dict[Lang, str] = {
    "kk": """лар лер дар дер тар тер ымыз іміз мыз міз ым ім ың ің сы сі ы і
        ның нің дың дің тың тің ға ге қа ке на не ды ді ты ті ны ні ын ін сын сін нда нде да де та те
        дан ден тан тен нан нен мен бен пен дағы дегі тағы тегі
        лық лік дық дік тық тік лығ ліг дығ діг тығ тіг лы лі сыз сіз шы ші
        у ла ле лау леу дау деу тау теу п ып іп ған ген қан кен атын етін йтын йтін лан лен лас лес лат лет""",
    "ru": """иями ями ами иях ях ах ией ей ой ою ий ый ая яя ое ее ые ие ого его ому ему ыми ими ым им ую юю
        ов ев ам ям ом ем ия ии ию ть ться а я о е ы и у ю й ь ние ния нию нии нием ость ости остью
        ация ации ацию аций рованн рование рования рованию ровать""",
    "en": "ings ing ed es s ly",
}
_LONGEST_FIRST = {lang: sorted(text.split(), key=len, reverse=True) for lang, text in _ENDINGS.items()}

# Function words, and words that stand in almost every growth area and so distinguish none.
_STOP_WORDS: dict[Lang, str] = {
    "kk": """және мен бен пен үшін арқылы бойынша туралы кезінде сайын әр бір екі үш өз өзі өзін бірге барлық көп
        аз жақсы жаңа болу ету деген сондай тең кері не қалай оны оның олар ол бұл осы да де та те емес ғана
        керек негізінде арасында оқушы оқу оқыту үйрету үйрену мұғалім педагог сабақ білім алушы бала дағды
        әдіс әдістеме тәсіл жұмыс дамыту даму жетілдіру жақсарту арттыру қалыптастыру ұйымдастыру қолдану
        пайдалану беру алу құру жүргізу жасау сынып пән деңгей нәтиже тиімді тиімділік
        түсіну жету қою құрастыру таңдау
        етіп етеді еткен етпей етпейді етпеу болып болмай болмайды болған болады тұр тұрып тұрады отыр отырып отырады
        жүр жүріп жатыр жатып қалу қалып қалады бар жоқ мүмкін тиіс дейін шейін кейін соң бұрын бұрынғы кейінгі алдында
        артында астында үстінде ішінде сыртында қарай қарсы барысында барлығы бәрі кезде
        бірақ немесе әлде яғни егер өйткені себебі сонымен осылай солай мұндай ондай қандай қашан қайда қанша неше кім
        кейбір тек қана ғой мына сол сен сіз біз менің біздің сіздің оған одан оларды олардың бұны мұны осыны соны
        кейде әрдайым әлі өте тым едәуір жиі сирек бойы""",
    "ru": """и в во на с со по для к ко о об от до из у за при через над под без или не как что это их его её
        свой каждый все один два три более между ученик учащийся обучающийся дети урок учитель педагог
        обучение учить научить учиться умение умения навык работа работать метод методика приём развитие
        развивать организация организовать использование использовать применение применять повышение
        повышать формирование формировать создание создавать класс предмет уровень результат эффективность
        эффективный проведение проводить
        после перед когда если чтобы пока также тоже только ещё еще уже очень много мало быть был была было
        были есть нет можно нужно надо может могут который которая которое которые которых где там здесь туда куда этот
        эта эти этого тот та те того тех мой моя мои наш наша наши ваш себя себе собой сам сама сами всех всё все всегда
        часто редко иногда самый весь вся около вокруг против кроме вместо путём путем благодаря хорошо лучше
        больше меньше бы ли же но а да хотя затем потом сразу снова""",
    "en": """the a an of to in on for with by and or at from as is are be not their own my every each all one two
        three more pupil student learner child children lesson teacher teaching teach learn learning skill
        method work working develop developing development improve improving use using make making give
        giving class subject level result how what
        after before during when while if so that this these those there here then than only also most some any no nor
        but about between through into over under again very can could should would will may might must do does did done
        has have had been being was were who which whom whose where why its his her him he she it they them we us our
        you your i me often always sometimes never well better too just still yet without within across because since
        until upon per""",
}


def words(text: str) -> list[str]:
    """The words of a text, casefolded."""
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())


def stem(word: str, lang: Lang) -> str:
    """The stem of a casefolded word."""
    while (shorter := _without_ending(word, lang)) != word:
        word = shorter
    # есебі, есеп: the last consonant is voiced before a vowel.
    return word[:-1] + word[-1].translate(_VOICELESS) if lang == "kk" else word


def _without_ending(word: str, lang: Lang) -> str:
    for ending in _LONGEST_FIRST[lang]:
        least = _MIN_ROOT if lang != "kk" or ending[0] in _VOWELS or len(ending) == 1 else _MIN_ROOT - 1
        root = word[: -len(ending)]
        # мәтіні is мәтін with its ending і: ні never follows another ending.
        if word.endswith(ending) and len(root) >= least and not (ending in ("ны", "ні") and root[-1] in "ыі"):
            return root
    return word


_STOP_STEMS: dict[Lang, frozenset[str]] = {
    lang: frozenset(stem(word, lang) for word in text.split()) for lang, text in _STOP_WORDS.items()
}


# Words so general that growth areas share one of them by chance; two of them together name something.
_GENERAL_WORDS: dict[Lang, str] = {
    "kk": """орын уақыт сұрақ жауап қол көз сөз ой пікір күн апта ай жыл тоқсан кез сәт рет жер жақ бөлік бет түр сан
        мән мағына іс зат нәрсе адам жан көмек мәселе қиындық себеп жол мүмкіндік мысал өмір тапсырма мақсат басы соңы
        қалдыру беру шығу шығару айту көрсету жеткізу жету бастау аяқтау өткізу қажет күй қатысу сыныптас әріптес мектеп
        уақытында қолына көзіне сөзіне ойына күніне жеріне жағына бетіне түріне санына мәніне ісіне жанына жолына
        бірнеше алғаш алғашқы келесі әрі өту""",
    "ru": """место время вопрос вопросы ответ рука слово слова мысль мнение день неделя месяц год четверть раз момент
        минута сторона часть лист вид тип число смысл дело вещь человек люди помощь проблема трудность затруднение
        причина путь возможность пример жизнь задание цель право действие начало конец оставить оставлять дать давать
        сделать делать начать начинать закончить заканчивать показать показывать видеть новый первый последний нужный
        коллега школа свободный общий разный другой чужой собственный""",
    "en": """place time question answer hand word thought opinion day week month year term minute moment side part sheet
        kind type number meaning thing person people help problem difficulty reason way chance example life task goal
        aim action leave leaving put putting take taking get getting let letting start starting end ending first last
        next new need needs look looking colleague school different other same worth""",
}
_GENERAL_STEMS = frozenset(stem(word, lang) for lang, text in _GENERAL_WORDS.items() for word in text.split())


def is_general(root: str) -> bool:
    """Whether a stem is that of a word so general that by itself it names no difficulty."""
    return root in _GENERAL_STEMS


def content_words(text: str, lang: Lang) -> dict[str, str]:
    """Stem -> the first word with it, for the words of a text that are no stop words."""
    stems: dict[str, str] = {}
    for word in words(text):
        root = stem(word, lang)
        if len(root) >= _MIN_ROOT - 1 and root not in _STOP_STEMS[lang]:
            stems.setdefault(root, word)
    return stems


def merge_stems(stems: set[str]) -> dict[str, str]:
    """Each stem -> the shortest of the given stems that it begins with, of at least `_MIN_PREFIX` letters."""
    shortest: dict[str, str] = {}
    for stem in sorted(stems):
        before = (stem[:end] for end in range(_MIN_PREFIX, len(stem)))
        shortest[stem] = next((short for short in before if short in stems), stem)
    return shortest
