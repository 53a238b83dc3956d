import { Section, Verdict } from '#design'
import { capital, inWords } from '#rooms/measures'
import type { HomeProps } from './home-page.tsx'

const some = (count: number, one: string, many: string) => `${capital(inWords(count))} ${count === 1 ? one : many}`

/** What of the returns waits for whoever gives them: late, due, contested, or saying two things. */
export function ReturnsSection({ home: { returns } }: Pick<HomeProps, 'home'>) {
  if (!returns) return null
  const { missing, owing, soon, contested, unsigned, findings, setting } = returns
  const to = setting ? `/returns/${setting.urn}` : '/returns'
  return (
    <Section heading="Returns" id="returns" aside={<a href={to}>{setting ? setting.name : 'All returns'}</a>}>
      <p>
        {missing ? <><Verdict kind="worse">{`${missing} missing`}</Verdict> {some(missing, 'return is', 'returns are')} expected and not received{setting ? '' : `, from ${inWords(owing)} ${owing === 1 ? 'setting' : 'settings'}`}. </> : <><Verdict kind="better">Nothing is missing</Verdict>. </>}
        {soon ? `${some(soon, 'is', 'are')} due within two weeks. ` : null}
        {unsigned ? <><a href={to}>{some(unsigned, 'return waits', 'returns wait')} for the head to sign</a>. </> : null}
        {contested ? <><a href={setting ? `${to}#said` : '/returns#contested'}>{some(contested, 'figure is', 'figures are')} contested</a>. </> : null}
        {findings ? <a href="/data/quality">{some(findings, 'thing', 'things')} in the data to see to</a> : null}{findings ? '.' : null}
      </p>
    </Section>
  )
}
