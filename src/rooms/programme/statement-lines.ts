import type { Statement } from './strategy.ts'

export type StatementLine = Pick<Statement, 'audience' | 'body'>

/** Lines as people paste them, a sentence each: bullets and numbers before them fall away. A line that ends in a colon names whom, or what, the lines below it are about. */
export function linesOf(text: string): StatementLine[] {
  let audience: string | null = null
  const lines: StatementLine[] = []
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.replace(/^\s*(?:[•·▪◦‣*–-]|\(?\d{1,2}[.)])\s+/u, '').trim()
    if (!line) continue
    if (line.endsWith(':')) audience = line.slice(0, -1).trim() || null
    else lines.push({ audience, body: line })
  }
  return lines
}

/** The lines of a kind as its box shows them: what `linesOf` reads back the same. */
export function textOfLines(statements: StatementLine[]): string {
  const byAudience = [...Map.groupBy(statements, ({ audience }) => audience)].sort(([a], [b]) => Number(a !== null) - Number(b !== null))
  return byAudience.map(([audience, lines]) => [...(audience === null ? [] : [`${audience}:`]), ...lines.map(({ body }) => body)].join('\n')).join('\n\n')
}
