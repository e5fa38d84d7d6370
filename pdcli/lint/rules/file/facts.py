"""The facts at the top of a document: its kind, and where they stand. All of it shows while a document is read."""

from pdcli.lint.rule import reading_rule

missing_kind = reading_rule("PD005", """
clause: files
what:
  kk: Әр құжаттың түрі `kind` өрісінде жазылады.
  ru: "В каждом документе указан его вид: `kind`."
  en: Every document states its kind.
why:
  kk: Түрі көрсетілмеген құжат тексерілмейді және жиынтыққа кірмейді.
  ru: Документ без вида не проверяется и не входит в сводку.
  en: A document without a kind is neither checked nor summarised.
bad:
  kk: |-
    topic: Бөлшектерді қосу
  ru: |-
    topic: Сложение дробей
  en: |-
    topic: Adding fractions
good:
  kk: |-
    kind: lesson-analysis
    topic: Бөлшектерді қосу
  ru: |-
    kind: lesson-analysis
    topic: Сложение дробей
  en: |-
    kind: lesson-analysis
    topic: Adding fractions
fail:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - |
    ---
    kind: lesson-analysis
  - |
    ¦---
pass:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - 'kind: lesson-analysis'
  - '"kind" : lesson-analysis  # түрі'
""")  # fmt: skip

unknown_kind = reading_rule("PD006", """
clause: files
what:
  kk: Құжаттың түрі pd танитын формалардың бірі болуы керек.
  ru: Вид документа – одна из форм, которые знает pd.
  en: The kind must name a form that pd knows.
why:
  kk: Белгісіз түр байқалмай қалып қоймауы керек.
  ru: Неизвестный вид не должен остаться незамеченным.
  en: An unknown kind must not go unnoticed.
bad: |
  kind: lesson-analisis
good: |
  kind: lesson-analysis
fail:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md: ['kind: lesson-analysis', 'kind: ¦lesson-analisis']
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md: ['kind: lesson-analysis', 'kind: ¦cycle']
pass:
- diary/bos.md: |
    ---
    kind: growth-diary
    ---
""")  # fmt: skip

unclosed_front_matter = reading_rule("PD010", r"""
clause: files
what:
  kk: Жоғарыдағы деректер `---` жолымен аяқталады.
  ru: Сведения вверху заканчиваются строкой `---`.
  en: The facts at the top end with `---`.
why:
  kk: Онсыз бүкіл мәтін дерек болып оқылады.
  ru: Иначе весь текст читается как часть кратких сведений.
  en: Otherwise the whole text is read as facts.
bad:
  kk: |-
    ---
    kind: lesson-analysis

    ## 1. Сабақтың мақсаты қандай?
  ru: |-
    ---
    kind: lesson-analysis

    ## 1. Какова цель урока?
  en: |-
    ---
    kind: lesson-analysis

    ## 1. What was the goal of the lesson?
good:
  kk: |-
    ---
    kind: lesson-analysis
    ---

    ## 1. Сабақтың мақсаты қандай?
  ru: |-
    ---
    kind: lesson-analysis
    ---

    ## 1. Какова цель урока?
  en: |-
    ---
    kind: lesson-analysis
    ---

    ## 1. What was the goal of the lesson?
fail:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - |-
    attachments: [e2]
    ---

    ##
  - |-
    attachments: [e2]
    ¦
    ##
pass:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md: ["[e2]\n---", "[e2]\n..."]
""")  # fmt: skip

misplaced_facts = reading_rule("PD028", r"""
clause: files
what:
  kk: Markdown құжаты `---` жолынан басталады, қысқа деректер осындай екі жолдың арасында тұрады.
  ru: Документ Markdown начинается со строки `---`, краткие сведения стоят между двумя такими строками.
  en: A Markdown document begins with a line `---`, and its short facts are between two such lines.
why:
  kk: Қысқа деректердің алдында бос жол, мәтін немесе басқа сызық тұрса, файл құжат деп танылмайды да, бүкіл жұмыс
    есепке кірмейді.
  ru: Если перед краткими сведениями стоит пустая строка, текст или другие чёрточки, файл не считается документом и вся
    работа выпадает из отчёта.
  en: If an empty line, text or other dashes come before the short facts, the file does not count as a document, and all
    the work in it is left out.
bad: |
  ----
  kind: lesson-analysis
  ----
good: |
  ---
  kind: lesson-analysis
  ---
fail:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - |-
    ---
    kind
  - |-
    ¦----
    kind
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - |-
    ---
    kind
  - |-
    ¦
    ---
    kind
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - 'topic: Бөл'
  - |-
    ¦---
    topic: Бөл
pass:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md: ["---\nkind", "---  \nkind"]
""")  # fmt: skip
