import { readText } from '#platform'

/** What a release's data-guidance.txt says: what the release is called, and of each file its title and its columns. */
export interface Guidance {
  /** "Education, health and care plans, reporting year 2025"; '' where it does not say. */
  release: string
  publication: string
  /** By file name in small letters. */
  files: Map<string, { title: string; labels: Map<string, string> }>
}

export async function readGuidance(path: string): Promise<Guidance> {
  const { text } = await readText(path)
  const lines = text.split(/\r\n|\n|\r/).map((line) => line.trim())
  const [publication = '', release = ''] = lines.filter(Boolean)
  return { publication, release: releaseName(publication, release), files: filesOf(lines) }
}

function releaseName(publication: string, release: string) {
  return /\d{4}|\d{2}\b/.test(release) && release.length < 80 ? `${publication}, ${release.charAt(0).toLowerCase()}${release.slice(1)}` : publication
}

function filesOf(lines: string[]) {
  const files: Guidance['files'] = new Map()
  let labels: Map<string, string> | null = null
  let inTable = false
  for (const [at, line] of lines.entries()) {
    const file = /^Filename:\s*(.+)$/i.exec(line)?.[1]
    if (file) {
      labels = new Map()
      inTable = false
      files.set(file.trim().toLowerCase(), { title: titleBefore(lines, at), labels })
    } else if (/^Variable name\s*\|/i.test(line)) inTable = true
    else if (inTable && labels && line.includes('|')) {
      const [name = '', ...rest] = line.split('|').map((cell) => cell.trim())
      if (!/^-*$/.test(name)) labels.set(name, rest.join(' | '))
    } else if (line === '' && labels?.size) inTable = false
  }
  return files
}

/** The last line of text above "Filename:" is the data set's title. */
function titleBefore(lines: string[], at: number) {
  for (let above = at - 1; above >= 0; above -= 1) if (lines[above]) return lines[above]!.replace(/\s+/g, ' ')
  return ''
}
