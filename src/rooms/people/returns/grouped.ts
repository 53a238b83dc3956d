import type { Issues } from '#kernel'

/** A rule whose findings are told once for each value, with the first row and how many there are: of a million marks nobody reads a million findings. */
export interface GroupedRule {
  rule: string
  severity: 'error' | 'query'
  column?: string
  /** `more` is how many rows there are besides the one named: "" or " (and 33 more rows)"; `times` is how many there are together. */
  message: (value: string, more: string, times: number) => string
  fix: string
}

/** Findings that are gathered while a file is read and told at its end. */
export class Grouped {
  private readonly groups = new Map<GroupedRule, Map<string, { row: number; times: number }>>()

  note(rule: GroupedRule, row: number, value: string) {
    let group = this.groups.get(rule)
    if (!group) this.groups.set(rule, (group = new Map()))
    const held = group.get(value)
    if (held) held.times += 1
    // A file of nothing but wrong values stays small in memory; what is past the thousandth is told as one.
    else if (group.size < 1000 || value === MANY) group.set(String(Buffer.from(value)), { row, times: 1 })
    else this.note(rule, row, MANY)
  }

  tell(issues: Issues) {
    for (const [rule, group] of this.groups) {
      for (const [value, { row, times }] of group) {
        const more = times > 1 ? ` (and ${(times - 1).toLocaleString('en-GB')} more ${times === 2 ? 'row' : 'rows'})` : ''
        issues.add({ rule: rule.rule, severity: rule.severity, row, column: rule.column ?? null, value: value === '' ? null : value, message: rule.message(value, more, times), fix: rule.fix })
      }
    }
  }
}

const MANY = 'other values'
