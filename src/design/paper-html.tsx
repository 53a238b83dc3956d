import type { ComponentChildren } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { dayInWords } from '#kernel'
import { type Block, isRightToLeft, type Paper, plainText, runsOf, wantsContents, wholeAddress, type Words } from '#platform'
import { areaColours } from './colour.ts'
import { paperCss } from './paper-style.ts'
import { standaloneSvg } from './standalone-svg.ts'

/** A paper whose drawings stand by themselves and whose colour can be read: what every format is made from. */
export function readyPaper(paper: Paper): Paper {
  const colour = areaColours(paper.areaColour).area
  return { ...paper, areaColour: colour, blocks: paper.blocks.map((block) => (block.kind === 'figure' ? { ...block, svg: standaloneSvg(block.svg, { colour, alternative: block.alternative }) } : block)) }
}

/** A paper made ready as a page of HTML that needs nothing from elsewhere: style and typeface are in it. */
export function paperHtml(paper: Paper, { baseUrl, made }: { baseUrl: string; made: Date }): string {
  const address = `${baseUrl}${paper.address}`
  const wide = paper.isLandscape ? 170 : 110
  const foot = `${cut(`${paper.areaName} · ${paper.title}`, wide)}\n${cut(address, wide)}`
  return `<!doctype html>${renderToString(
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <title>{paper.title}</title>
        <meta name="author" content={paper.areaName} />
        <style dangerouslySetInnerHTML={{ __html: paperCss({ area: paper.areaColour, foot, isLandscape: paper.isLandscape === true }) }} />
      </head>
      <body>
        <header>
          <p class="kicker">{paper.areaName} · {paper.kicker}</p>
          <h1 dir="auto">{paper.title}</h1>
          {paper.standfirst ? <p class="standfirst" dir="auto">{paper.standfirst}</p> : null}
        </header>
        <main>
          {wantsContents(paper) ? <Contents paper={paper} /> : null}
          {paper.blocks.map((block, at) => <Part block={block} id={`part-${at}`} baseUrl={baseUrl} />)}
          {paper.symbols.length ? <><h2>Symbols</h2>{symbols(paper, baseUrl)}</> : null}
          <h2>Sources and method</h2>
          <ul class="small">{paper.sources.map((line) => <li dir="auto">{line}</li>)}</ul>
          <p class="small">As it stood on {dayInWords(made)}. The page as it stands today: <a href={address}>{address}</a>.</p>
        </main>
      </body>
    </html>,
  )}`
}

function Contents({ paper }: { paper: Paper }) {
  return (
    <nav>
      <p>In this paper</p>
      <ul>{paper.blocks.map((block, at) => (block.kind === 'heading' && block.level === 2 ? <li><a href={`#part-${at}`}>{block.text}</a></li> : null))}</ul>
    </nav>
  )
}

function Part({ block, id, baseUrl }: { block: Block; id: string; baseUrl: string }) {
  switch (block.kind) {
    case 'heading': return block.level === 2 ? <h2 id={id} dir="auto">{block.text}</h2> : <h3 id={id} dir="auto">{block.text}</h3>
    case 'paragraph': return <>{(typeof block.words === 'string' ? block.words.split(/\n\s*\n/) : [block.words]).map((words) => <p dir={way(words)}>{inline(words, baseUrl)}</p>)}</>
    case 'list': {
      const items = block.items.map((item) => <li dir={way(item)}>{inline(item, baseUrl)}</li>)
      return block.isNumbered ? <ol>{items}</ol> : <ul>{items}</ul>
    }
    case 'table': return <PaperTable block={block} baseUrl={baseUrl} />
    case 'figure': return (
      <figure>
        <p class="title">{block.title}</p>
        <div dangerouslySetInnerHTML={{ __html: block.svg }} />
        {block.note === undefined ? null : <figcaption class="note">{inline(block.note, baseUrl)}</figcaption>}
      </figure>
    )
    case 'page-break': return <div class="break" />
  }
}

function PaperTable({ block: { caption, columns, rows, note }, baseUrl }: { block: Extract<Block, { kind: 'table' }>; baseUrl: string }) {
  const look = [columns.length > 8 ? 'many' : '', rows.length <= 8 ? 'whole' : ''].filter(Boolean).join(' ')
  const shares = columns.some(({ share }) => share !== undefined)
  return (
    <>
      <table class={look || undefined}>
        <caption>{caption}</caption>
        {shares ? <colgroup>{columns.map(({ share }) => <col width={share === undefined ? undefined : `${share}%`} />)}</colgroup> : null}
        <thead><tr>{columns.map(({ label, isNumber }) => <th scope="col" class={isNumber ? 'n' : undefined}>{label}</th>)}</tr></thead>
        <tbody>
          {rows.map((cells) => (
            <tr>
              {columns.map(({ isNumber }, at) => {
                const words = cells[at] ?? ''
                return at === 0 ? <th scope="row" dir={way(words)} class={isNumber ? 'n' : undefined}>{inline(words, baseUrl)}</th> : <td dir={way(words)} class={isNumber ? 'n' : undefined}>{inline(words, baseUrl)}</td>
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {note === undefined ? null : <p class="note">{inline(note, baseUrl)}</p>}
    </>
  )
}

function symbols(paper: Paper, baseUrl: string) {
  return <PaperTable baseUrl={baseUrl} block={{ kind: 'table', caption: 'What stands where there is no figure', columns: [{ label: 'Symbol', share: 25 }, { label: 'Meaning', share: 75 }], rows: paper.symbols.map(({ symbol, words }) => [symbol, words]) }} />
}

function inline(words: Words, baseUrl: string): ComponentChildren {
  return runsOf(words).map(({ text, isBold, isQuiet, href }) => {
    const address = href === undefined ? null : wholeAddress(href, baseUrl)
    const said = isQuiet ? <span class="quiet">{text}</span> : text
    const linked = address ? <a href={address}>{said}</a> : said
    return isBold ? <b>{linked}</b> : linked
  })
}

const way = (words: Words) => (isRightToLeft(plainText(words)) ? 'rtl' : undefined)
const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text)
