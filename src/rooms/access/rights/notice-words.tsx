import type { ComponentChildren } from 'preact'

/**
 * What somebody wrote, as a page: lines that begin with ## or ### are headings, with - a list, the rest paragraphs; **bold**, and
 * [words](address) for a link. Everything else is text as it stands.
 */
export function NoticeWords({ body }: { body: string }) {
  return <div class="stack">{blocksOf(body).map(drawn)}</div>
}

type Written = { kind: 'h2' | 'h3' | 'p'; words: string } | { kind: 'ul'; items: string[] }

function blocksOf(body: string): Written[] {
  const blocks: Written[] = []
  let isOpen = false
  for (const line of body.split(/\r?\n/).map((one) => one.trim())) {
    const last = blocks.at(-1)
    const [, marks, heading] = /^(#{1,6})\s+(.+)$/.exec(line) ?? []
    const [, item] = /^[-*]\s+(.+)$/.exec(line) ?? []
    if (!line) isOpen = false
    else if (heading) {
      blocks.push({ kind: marks!.length > 2 ? 'h3' : 'h2', words: heading })
      isOpen = false
    } else if (item) {
      if (isOpen && last?.kind === 'ul') last.items.push(item)
      else blocks.push({ kind: 'ul', items: [item] })
      isOpen = true
    } else if (isOpen && last?.kind === 'p') last.words += ` ${line}`
    else if (isOpen && last?.kind === 'ul') last.items[last.items.length - 1] += ` ${line}`
    else {
      blocks.push({ kind: 'p', words: line })
      isOpen = true
    }
  }
  return blocks
}

function drawn(block: Written) {
  if (block.kind === 'ul') return <ul class="govuk-list govuk-list--bullet">{block.items.map((item) => <li>{inline(item)}</li>)}</ul>
  if (block.kind === 'h2') return <h2>{inline(block.words)}</h2>
  if (block.kind === 'h3') return <h3>{inline(block.words)}</h3>
  return <p>{inline(block.words)}</p>
}

const MARKED = /\[([^\]\n]{1,300})\]\(([^()\s]{1,2000})\)|\*\*([^*\n]{1,1000})\*\*/g
/** Pages of the web and of Belong, and ways to write or call; nothing that runs. */
const LEADS = /^(https?:\/\/[^\s]+|mailto:[^\s]+|tel:[\d+]+|\/(?![/\\])[^\s]*)$/i

function inline(words: string): ComponentChildren {
  const parts: ComponentChildren[] = []
  let at = 0
  for (const match of words.matchAll(MARKED)) {
    const [whole, text = '', to = '', bold] = match
    parts.push(words.slice(at, match.index))
    if (bold !== undefined) parts.push(<b>{bold}</b>)
    else if (LEADS.test(to)) parts.push(<a href={to}>{text}</a>)
    else parts.push(whole)
    at = match.index + whole.length
  }
  return <>{parts}{words.slice(at)}</>
}
