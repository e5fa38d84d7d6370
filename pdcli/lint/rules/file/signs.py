"""Signs that nobody sees, and marks that programs leave. All of it shows while a document is read."""

from pdcli.lint.rule import reading_rule

control_character = reading_rule("PD009", r"""
clause: files
what:
  kk: Файлда көрінбейтін басқару таңбасы болмайды.
  ru: В файле нет невидимых управляющих символов.
  en: No invisible control characters.
why:
  kk: Ондай таңба көшіру кезінде еніп, іздеу мен басып шығаруды бұзады.
  ru: Такой знак попадает в файл при копировании и ломает поиск и печать.
  en: They come in when text is copied, and they break searching and printing.
bad:
  kk: |-
    topic: Бөлшектерді⟨U+0007⟩ қосу
  ru: |-
    topic: Сложение⟨U+0007⟩ дробей
  en: |-
    topic: Adding⟨U+0007⟩ fractions
good:
  kk: |-
    topic: Бөлшектерді қосу
  ru: |-
    topic: Сложение дробей
  en: |-
    topic: Adding fractions
fail:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md: ['topic: Бөл', "topic: Б¦\u0007өл"]
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - |
    topic: Бөлшектерді қосу
  - "topic: \"¦\\e[31mБөлшек\"\n"
pass:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md: ['topic: Бөл', "topic: \tБөл"]
""")  # fmt: skip

invisible_sign = reading_rule("PD027", r"""
clause: files
what:
  kk: Мәтінде көрінбейтін белгі – мәтіннің бағытын бұратын не ені жоқ таңба – болмайды.
  ru: В тексте нет невидимых знаков, меняющих направление текста или не имеющих ширины.
  en: A text holds no invisible characters that change its direction or have no width.
why:
  kk: Мұндай белгі мәтін сайттан көшірілгенде ілесіп келеді – сөз іздегенде табылмайды немесе мәтін басқа ретпен
    көрінеді. Қос тырнақшадағы файл мекенжайының (`"evidence\new.pdf"`) кері қиғаш сызығы да осындай көрінбейтін белгіге
    – жаңа жол белгісіне не табуляцияға – айналады.
  ru: 'Такой знак попадает в текст при копировании с сайта: поиск не находит слово, или текст виден в другом
    порядке. Обратная косая черта в пути, записанном в двойных кавычках (`"evidence\\new.pdf"`), тоже становится
    невидимым знаком – переводом строки или табуляцией.'
  en: 'Such a character comes along when text is copied from a site; a word with it is not found, or the text is
    shown in a different order. The backslash in a path in double quotes (`"evidence\\new.pdf"`) also becomes an
    invisible character: a line break or a tab.'
bad:
  kk: |-
    topic: Бөлшек⟨U+200B⟩терді қосу
  ru: |-
    topic: Сло⟨U+200B⟩жение дробей
  en: |-
    topic: Add⟨U+200B⟩ing fractions
good:
  kk: |-
    topic: Бөлшектерді қосу
  ru: |-
    topic: Сложение дробей
  en: |-
    topic: Adding fractions
fail:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - "\n## 3."
  - "\nБөл¦\u200bшек\u200b.\n\n## 3."
pass:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - "\n## 3."
  - "\nБөл\u00a0шек \u2013 👩\u200d🏫.\n\n## 3."
""")  # fmt: skip

merge_conflict = reading_rule("PD033", r"""
clause: files
what:
  kk: Біріктіру аяқталуы және оның белгілері файлда қалмауы керек.
  ru: Слияние в git должно быть закончено, и его меток в файле оставаться не должно.
  en: A merge must be finished, and none of its marks stay in the file.
why:
  kk: Екі адам бір жолды өзгертсе, git екі нұсқаны да қалдырады; қайсысы дұрыс екенін тек адам біледі.
  ru: Когда двое изменили одни и те же строки, git оставляет обе версии; какая верна, знает только человек.
  en: Where two people changed the same lines, git leaves both versions; only a person knows which one counts.
bad:
  kk: |-
    <<<<<<< HEAD
    focus: Бөлшектерді қосу
    =======
    focus: Бөлшектерді азайту
    >>>>>>> saule
  ru: |-
    <<<<<<< HEAD
    focus: Сложение дробей
    =======
    focus: Вычитание дробей
    >>>>>>> olga
  en: |-
    <<<<<<< HEAD
    focus: Adding fractions
    =======
    focus: Subtracting fractions
    >>>>>>> irina
good:
  kk: |-
    focus: Бөлшектерді қосу
  ru: |-
    focus: Сложение дробей
  en: |-
    focus: Adding fractions
fail:
- portfolio.yaml:
  - 'school: '
  - "¦<<<<<<< HEAD\nschool: а\n=======\n>>>>>>> b\nschool: "
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - "\n## 3."
  - "\n¦<<<<<<< HEAD\nа\n=======\nб\n>>>>>>> x\n\n## 3."
pass:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - "\n## 3."
  - "\n<<<<< бір, ======= екі >>>>>>>\n\n## 3."
""")  # fmt: skip
