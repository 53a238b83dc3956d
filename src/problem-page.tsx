import { drawPage, Opening, Page, Section } from '#design'
import type { Problem, WebContext } from '#platform'

const HEADINGS: Record<Problem['kind'], string> = {
  invalid: 'There is a problem with what was sent',
  forbidden: 'You can’t do this here',
  missing: 'There is nothing here',
  conflict: 'Something stands in the way',
  'too-often': 'This was tried too often',
  fault: 'Something went wrong at our end',
}

/** Without a reference nothing of ours is at fault: the disk is full, or the database comes back in a moment. */
const headingOf = ({ kind, reference }: Problem) => (kind === 'fault' && reference === null ? 'Belong can’t answer just now' : HEADINGS[kind])

/** A Refusal or a Fault as a page: what it is, and what to do. */
export function drawProblemPage(c: WebContext, problem: Problem) {
  const viewer = c.get('viewer')
  const isPublic = c.req.path === '/public' || c.req.path.startsWith('/public/')
  const home = viewer ? '/' : isPublic ? '/public' : '/sign-in'
  return drawPage(
    <Page title={headingOf(problem)} viewer={viewer} path={c.req.path} nonce={c.get('nonce')} publicHome={home}>
      <Opening heading={headingOf(problem)} standfirst={`${problem.message}${/[.?!]$/.test(problem.message) ? '' : '.'}`} />
      <Section heading="What you can do">
        <p>
          {problem.kind === 'fault' && problem.reference !== null
            ? 'Nothing you wrote was half saved. Go back and try again; if it happens again, give the reference to whoever looks after Belong.'
            : `Go back to the page before, or start from ${isPublic ? 'the list of areas' : 'your home page'}.`}
        </p>
        <p><a href={home}>{viewer ? 'My work' : isPublic ? 'What each area shows' : 'Sign in'}</a></p>
      </Section>
    </Page>,
  )
}
