"""Keys and types of answers. All of it shows while a document is read."""

from pdcli.lint.rule import reading_rule

unknown_field = reading_rule("PD101", r"""
clause: files
what:
  kk: Кілт осы форманың өрісі болуы керек.
  ru: Ключ должен быть полем этой формы.
  en: A key must be a field of the form.
why:
  kk: Қате жазылған кілттегі жауап ешқайда көрінбейді.
  ru: Ответ под ошибочным ключом нигде не виден.
  en: An answer under a misspelt key appears nowhere.
bad:
  kk: |-
    shcool: Мысал мектебі
  ru: |-
    shcool: Школа-пример
  en: |-
    shcool: Example School
good:
  kk: |-
    school: Мысал мектебі
  ru: |-
    school: Школа-пример
  en: |-
    school: Example School
fail:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md: ['topic: ', '¦tорic: ']
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md: ['topic: ', '¦Topic: ']
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md: ['date: 2025', '¦Күні: 2025']
- cycles/2025-2026-1/4-design.yaml:
  - |2-
        goal: g1
      - action: «
  - |2-
        ¦gоal: g1
      - action: «
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - 'topic: '
  - "¦topik: а\ntopic: "
pass:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md: ['topic: Бөл', 'lang: kk
topic: Бөл']
""")  # fmt: skip

wrong_type = reading_rule("PD102", r"""
clause: files
what:
  kk: Мән өріс күткен түрде жазылады.
  ru: Значение пишут в том виде, какого ждёт поле.
  en: A value is of the kind that its field expects.
why:
  kk: Тізім орнына мәтін жазылса, сілтемелер жоғалады.
  ru: Если вместо списка текст, ссылки теряются.
  en: Where there is text instead of a list, links are lost.
bad: |
  attachments: e1
good: |
  attachments: [e1]
fail:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - |
    topic: Бөлшектерді қосу
  - |
    topic: ¦{Бөлшектерді қосу}
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md: ['attachments: [e2]', 'attachments: ¦e2']
pass:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md: ['attachments: [e2]', "attachments:\n- e2"]
""")  # fmt: skip

missing_id = reading_rule("PD106", r"""
clause: files
what:
  kk: Кестенің әр жолында нөмір болады.
  ru: У каждой строки таблицы есть номер.
  en: Every row of a table has an ID.
why:
  kk: Нөмірсіз жолға сілтеу мүмкін емес.
  ru: На строку без номера нельзя сослаться.
  en: Nothing can refer to a row without an ID.
bad:
  kk: |-
    findings:
      - text: Есептеу қатесі көп
  ru: |-
    findings:
      - text: Много ошибок в вычислениях
  en: |-
    findings:
      - text: Many mistakes in calculation
good:
  kk: |-
    findings:
      - id: f1
        text: Есептеу қатесі көп
  ru: |-
    findings:
      - id: f1
        text: Много ошибок в вычислениях
  en: |-
    findings:
      - id: f1
        text: Many mistakes in calculation
fail:
- cycles/2025-2026-1/2-analysis.md:
  - |2-
      - id: f2
        kind
  - '  - ¦kind'
pass:
- cycles/2025-2026-1/2-analysis.md: ["  - id: f4\n    kind: success", "  - kind: success\n    id: f4"]
""")  # fmt: skip

invalid_id = reading_rule("PD107", """
clause: files
what:
  kk: Нөмір әріп пен саннан тұрады.
  ru: Номер состоит из буквы и числа.
  en: An ID consists of a letter and a number.
why:
  kk: Басқаша жазылған нөмірді сілтеме таппайды.
  ru: Номер, записанный по-другому, ссылка не найдёт.
  en: A reference does not find an ID written in any other way.
bad: |
  id: G-1
good: |
  id: g1
fail:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md: ['attachments: [e2]', 'attachments: [¦е2]']
- cycles/2025-2026-1/2-analysis.md: ['id: f2', 'id: ¦Ф2']
- cycles/2025-2026-2/3-reflection.md: ['[f1, 2025-2026-1/c2]', '[f1, ¦2025-2026-1/r2]']
pass:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md: ['attachments: [e2]', 'attachments: ["e2", e12]']
""")  # fmt: skip
