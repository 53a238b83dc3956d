import { PromiseVerdict, Rows, Section } from '#design'
import { promisesAddress } from './promise-address.ts'
import type { JudgedPromise } from './judged.ts'
import { countVerdicts } from './judged.ts'
import { promisesInWords } from './promise-words.ts'

interface Props {
  slug: string
  promises: JudgedPromise[]
  mayWrite: boolean
}

/** A part of a strategy's page: what it asked to be judged by, and whether it was kept. Nothing where it names nothing and the reader may not add. */
export function PromiseSummary({ slug, promises, mayWrite }: Props) {
  if (!promises.length && !mayWrite) return null
  const here = promisesAddress(slug)
  return (
    <Section heading="Was it kept?" id="promises" aside={promises.length ? <a class="no-print" href={here}>With the figures</a> : undefined}>
      {promises.length ? (
        <>
          <p><b>{promisesInWords(countVerdicts(promises))}.</b></p>
          <Rows items={promises.map(({ number, body, verdict }) => (
            <div class="promise-line"><a href={`${here}#promise-${number}`}><bdi>{body}</bdi></a><PromiseVerdict state={verdict} /></div>
          ))} />
        </>
      ) : <p class="quiet">It names nothing it is to be judged by. <a href={`${here}/new`}>Add a promise</a>: a measure, what it is to reach, and when.</p>}
    </Section>
  )
}
