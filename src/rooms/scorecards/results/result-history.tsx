import { type Deed, Details, Section, Timeline } from '#design'
import { dayInWords } from '#kernel'
import type { ResultDesk } from './result-page.tsx'
import { nameOf, POWERS, ROLES, writerOf } from './result-words.ts'

/** Everything that was ever said of a result, latest first: wordings, indicators that came and went, parts, ratings, contributions that ended. */
export function History({ desk }: { desk: ResultDesk }) {
  const items = deedsOf(desk)
  return (
    <Section heading="History" id="history">
      <Details summary={items.length === 1 ? 'One thing has happened' : `${items.length} things have happened`}>
        <Timeline items={items.map(({ when, ...deed }) => ({ ...deed, at: when.toISOString(), shown: dayInWords(when) }))} />
      </Details>
    </Section>
  )
}

type Happened = Omit<Deed, 'at' | 'shown'> & { when: Date }

function deedsOf({ result, held, names }: ResultDesk): Happened[] {
  const by = (slug: string) => writerOf(names, slug)
  const happened: Happened[] = []
  result.before.forEach(({ stood, why, version }, at) => {
    // What a version replaced is kept with who had written it; who reworded it is who wrote the next.
    const next = result.before[at - 1] ?? { by: result.changedBy, at: result.changedAt }
    happened.push({ title: `Reworded, after version ${version}`, by: by(next.by), when: new Date(next.at), children: <><p>{why}</p><p>It said: {stood.body}</p>{stood.looksLike ? <p>{stood.looksLike}</p> : null}</> })
  })
  for (const indicator of result.indicators) {
    const name = nameOf(held, indicator)
    const { roles, ratings, ended } = indicator
    for (const [at, { role, reason, by: who, at: when }] of roles.entries()) {
      happened.push({ title: at === roles.length - 1 ? `Added as ${ROLES[role].toLowerCase()}: ${name}` : `Now ${ROLES[role].toLowerCase()}: ${name}`, by: by(who), when, children: reason })
    }
    for (const { communication, proxy, data, reason, by: who, at } of ratings) {
      happened.push({ title: `Rated: ${name}`, by: by(who), when: at, children: `Communication ${POWERS[communication].toLowerCase()}, proxy ${POWERS[proxy].toLowerCase()}, data ${POWERS[data].toLowerCase()}. ${reason}` })
    }
    if (ended) happened.push({ title: `Taken out: ${name}`, by: by(ended.by), when: ended.at, children: ended.reason })
  }
  for (const { endedAt, endedBy, measure, service } of result.contributions) {
    if (endedAt) happened.push({ title: `No longer contributes: ${measure}, ${service.name}`, by: by(endedBy ?? ''), when: endedAt })
  }
  if (result.ended) happened.push({ title: 'Retired', by: by(result.ended.by), when: result.ended.at, children: result.ended.reason })
  return happened.sort((a, b) => b.when.getTime() - a.when.getTime())
}
