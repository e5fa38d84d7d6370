"""Comments that are meant to hide a finding. All of it shows while a document is read."""

from pdcli.lint.rule import reading_rule

unused_suppression = reading_rule("PD020", """
clause: files
what:
  kk: Ескертуді жасыратын түсініктеме шынымен бірдеңені жасыруы керек.
  ru: Комментарий, скрывающий замечание, должен действительно что-то скрывать.
  en: A comment that hides a finding must really hide one.
why:
  kk: Керексіз қалған түсініктеме кейін пайда болған нағыз қатені жасырып қалуы мүмкін.
  ru: Ненужный комментарий может потом скрыть настоящую ошибку.
  en: A comment that is no longer needed may later hide a real mistake.
bad:
  kk: |-
    school: Мысал мектебі  # pd: ignore[PD302] ескі себеп
  ru: |-
    school: Школа-пример  # pd: ignore[PD302] старая причина
  en: |-
    school: Example School  # pd: ignore[PD302] an old reason
good:
  kk: |-
    school: Мысал мектебі
  ru: |-
    school: Школа-пример
  en: |-
    school: Example School
fail:
- portfolio.yaml: ['mentor: ӘБ жетекшісі', 'mentor: ӘБ жетекшісі  ¦# pd: ignore[PD302] ескі себеп']
pass:
- portfolio.yaml: ['format: 1', 'format: 2  # pd: ignore[PD110] кейінгі нұсқа']
""")  # fmt: skip

malformed_suppression = reading_rule("PD026", r"""
clause: files
what:
  kk: 'Ескертуді жасыратын түсініктеме дәл осылай жазылады – `pd: ignore[PD302]`.'
  ru: 'Комментарий, скрывающий замечание, пишется именно так – `pd: ignore[PD302]`.'
  en: "A comment that hides a finding is written exactly like this: `pd: ignore[PD302]`."
why:
  kk: Басқаша жазылған түсініктеме ештеңе жасырмайды, ал педагог ескерту жасырылды деп ойлайды.
  ru: Записанный иначе комментарий ничего не скрывает, а педагог думает, что замечание скрыто.
  en: A comment written in another way hides nothing, while the teacher believes that it does.
bad: |
  <!-- pd: ignore PD602 -->
good:
  kk: |-
    <!-- pd: ignore[PD602] мектептің ортақ нөмірі -->
  ru: |-
    <!-- pd: ignore[PD602] общий номер школы -->
  en: |-
    <!-- pd: ignore[PD602] the public number of the school -->
fail:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - "\n## 3."
  - "\n¦<!-- pd: ignore PD602 -->\n\n## 3."
pass:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - "\n## 3."
  - "\n<!-- ескерту: pd не айтады? -->\n\n## 3."
""")  # fmt: skip
