"""Words that identify nobody: generic words of schools, places, posts; common words; names that are words as well."""

import re
from functools import lru_cache

from pdcli.text.spelling import beginnings, is_inflection, is_inflection_of_any, phonetic_key, plain_letters

# Beginnings of words that any school, place, organisation or post may have in its name.
_GENERIC = (
    "оқушы ученик учениц учащийся апай ағай мырза ханым господин госпожа pupil student mister miss "
    "облыс област обл аудан район қала город ауыл село сельск поселк кент орта средн бастауыш начальн негізгі "
    "основн жалпы общеобразовательн білім образован беретін мектеп школ гимназия лицей колледж атындағы имени им "
    "мемлекеттік государственн мекеме учрежден коммуналдық коммунальн басқарма управлен бөлім отдел орталық центр "
    "институт академия университет біліктілік квалификац арттыру повышен әдістемелік методическ бірлестік объединен "
    "кеңес совет министрлік министерств республика қазақстан казахстан аймақ регион өңір жетекші руководител "
    "директор орынбасар заместител завуч меңгеруші заведующ басшы мұғалім учител педагог тәлімгер наставник әріптес "
    "коллег модератор сарапшы эксперт зерттеуші исследовател шебер мастер пән предмет сынып класс комиссия төраға "
    "председател мүше член мектеб школьн администрац әкімшілік педагогическ педагогикалық ғылыми научн жас молодой "
    "жыл год работ еңбек өтіл стаж естествознан жаратылыстан ағылшын английск қазақ казахск орыс русск шетел "
    "иностранн дүниежүзі всемирн алгебра геометрия музыка көркем художествен технология труд денешынықтыру "
    "физкультур құқық право өзін самопознан маман специалист психолог әлеуметтік социальн тәрбиеші воспитател атты "
    "тіл язык история тарих математика физика химия биология география информатика әдебиет литератур school lyceum "
    "gymnasium college region district city village town secondary primary high named after association head deputy "
    "teacher mentor colleague moderator expert researcher master methodist methodical council centre center lesson "
    "study group english kazakh russian foreign history mathematics math physics chemistry biology geography "
    "literature science music art technology education year years first second third work service subject novice "
    "young institute academy university department ministry republic kazakhstan language languages the of and for "
    "no state training regional national ұлттық национальн учебн "
    # Of partners, groups and those who issue a paper.
    "кабинет библиотек кітапхана конференц математическ әдістеме methodological office library conference partner "
    "кураторлық кураторск curator шығармашылық творческ creative группа ата-аналар аналар родител parents ақсақалдар "
    "доцент профессор docent professor серіктес партнёр қауымдастық сообществ community club клуб"
)
# Abbreviations match as whole words only.
_ABBREVIATIONS = "әб мб мо шмо оо кмм кгу сш ош сош оош нош жоббм жббм нми бжбб № no об ауд қ г с"
# Names, of people or places, that are ordinary words as well: in small letters they are taken for the word.
_ORDINARY = (
    "үлгі мысал дана нұр арман бақыт асыл гүл ай күн жан сәуле шолпан айна ақ еркін қуаныш мейірім дарын талант "
    "үміт жеңіс сана ұлан намыс орал санат мақсат талап нәтиже өзгеріс ерлік бірлік достық серік ерік жарық таң "
    "алма анар жібек меруерт маржан алтын күміс болат темір тас көктем жаз шуақ арай шырақ жұлдыз айым ару сұлу "
    "қалқа бота құралай ерке еңлік раушан қызғалдақ лала бақ ырыс береке мерей шаттық тілек ниет мұрат сенім дидар "
    "жанар келбет айбар айбат қайрат қажыр жігер ғалым жаңа бастау болашақ келешек парасат зерде өркен өрлеу дәстүр "
    "дала көл тау өзен бұлақ дос сұңқар барыс арыстан қыран лашын жас кәусар ақыл дәулет байлық нұрлы жасыл қызыл "
    "ақжол самал тұлпар примерный примерное примерная образцовый образцовая образцовое вера надежда любовь роза "
    "лилия лев мира злата слава пример степной степное солнечный новый новое центральный северный южный восточный "
    "западный мир победа май марта искра дружба родник заря example sample grace hope joy mark will rose may june "
    "april art frank bill ray faith dawn summer miles max model new"
)
# Words that begin sentences and titles. Some look like surnames, or like given names with an ending.
_COMMON = (
    "бұл ол осы сол мен біз сіз олар оның оны оған менің мені бізді сізді оларды біздің мына анау бүгін кеше ертең "
    "қазір кейін бұрын соң және бірақ сондай сонымен сондықтан себебі өйткені егер әр әрбір барлық бәрі бір екі үш "
    "төрт бес алты жеті тоғыз он бірінші екінші үшінші төртінші алғаш алдымен содан негізінен әсіресе тек тағы онда "
    "мұнда қашан қалай неге қандай қай кім не мысалы яғни оқыту оқу сыныптағы топтық жұптық жеке ашық қорытынды "
    "кіріспе негізгі қосымша қыркүйек қазан қараша желтоқсан қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз "
    "күнтізбе сағат апта тоқсан дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі это этот эта эти тот тогда "
    "сегодня вчера завтра после перед при для как когда если или также потом затем сначала мой моя мы вы он она они "
    "наш ваш все всё каждый первый второй третий один два три из на под над без уже ещё только теперь здесь там что "
    "кто где почему итак основа основы снова слова голова корова королева остров острова дерева половина причина "
    "картина машина дисциплина медицина вершина истина годовщина единица январь февраль март апрель июнь июль август "
    "сентябрь октябрь ноябрь декабрь русский абайские детский великий всероссийский международный областной районный "
    "городской the this that these those our my your his her their its and but for with from when where why how what "
    "who after before then now today every each all some one two three four five let can will in on at to by as is "
    "are january february march april june july august september october november december begin within berlin nine "
    "raises raising какова готов алынған жаңадан жаңаша әлі"
)

# «Ауылдық», «школьный», «областной»; and what makes a surname of a word: «Маманов».
_ADJECTIVE = re.compile(r"[ldt]ik(?:t?i|in|ga)?|(?:t|l)?n(?:oi|i|e|aia|ogo|om|omu|ei|ie|ih)")
_SURNAME_ENDINGS = frozenset({"ov", "ev", "in", "ina", "ini", "inoi", "inu"})
_GENERIC_STEMS = frozenset(phonetic_key(word) for word in _GENERIC.split())
_ABBREVIATION_WORDS = frozenset(word.casefold() for word in _ABBREVIATIONS.split())
_COMMON_WORDS = frozenset(_COMMON.split())
_COMMON_STEMS = frozenset(phonetic_key(word) for word in _COMMON_WORDS if len(word) > 4)
_ORDINARY_WORDS = frozenset(phonetic_key(word) for word in _ORDINARY.split())


@lru_cache(maxsize=65536)
def is_generic(word: str) -> bool:
    """Whether a word of a name, such as “school” or «облысы», is generic and so identifies nobody."""
    key = phonetic_key(word)
    if word.casefold() in _ABBREVIATION_WORDS or not key:
        return True
    return any(_is_generic_form(key, stem) for stem in beginnings(key, _GENERIC_STEMS))


def _is_generic_form(word: str, stem: str) -> bool:
    ending = word[len(stem) :]
    return _ADJECTIVE.fullmatch(ending) is not None or (is_inflection(word, stem) and ending not in _SURNAME_ENDINGS)


def is_ordinary(word: str) -> bool:
    """Whether a name is also an ordinary word of the language."""
    return phonetic_key(word) in _ORDINARY_WORDS


@lru_cache(maxsize=65536)
def is_common(word: str) -> bool:
    """Whether a capitalised word is a common one that often begins a sentence or a title."""
    if plain_letters(word) in _COMMON_WORDS:
        return True
    return is_inflection_of_any(phonetic_key(word), _COMMON_STEMS)
