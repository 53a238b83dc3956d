import { Button, Buttons, CharacterCount, drawPage, Hidden, Opening, Page, Section } from '#design'
import { dayInWords } from '#kernel'
import { ask, newId, type Pages, readerOf, typedWords, viewerOfPage, type WebContext } from '#platform'
import { personNames } from '../people.ts'
import { NoticeWords } from './notice-words.tsx'
import { listNotices, type Notice, NOTICES, writeNotice } from './notices.ts'
import { type Drawn, type Sent, Told } from './rights-page.tsx'
import { send } from './rights-pages.tsx'

const PATH = '/rights/notices'

export const noticePages: Pages = (web) => {
  web.get(PATH, async (c) => c.html(await draw(c)))
  web.post(PATH, async (c) => {
    const { once, press, ...typed } = await typedWords(c)
    if (press === 'preview') return c.html(await draw(c, { typed, errors: {} }))
    return send(c, writeNotice, typed, once, (sent) => draw(c, sent), () => `${PATH}?done=written`)
  })
}

async function draw(c: WebContext, sent?: Sent) {
  const notices = await ask(listNotices, c.get('caller')(), {})
  const names = await personNames(readerOf(c))
  return drawPage(<NoticesPage viewer={viewerOfPage(c)} nonce={c.get('nonce')} once={newId()} names={names} sent={sent} done={!sent && c.req.query('done') ? 'It is kept, and public from now on.' : undefined} notices={notices} />)
}

function NoticesPage({ viewer, nonce, once, names, sent, done, notices }: Drawn & { notices: Notice[] }) {
  const wrong = Object.keys(sent?.errors ?? {}).length > 0
  return (
    <Page title={`${wrong ? 'Error: ' : ''}Notices people read`} viewer={viewer} path={PATH} nonce={nonce}>
      <Told sent={sent} done={done} />
      <Opening kicker={<><a href="/">My work</a> · <b>Notices</b></>} heading={`What ${viewer.areaName} tells people`}
        standfirst="Everyone can read these, from the foot of every page. What comes with Belong is a beginning: put in who you are, how you are reached, and what is true here." />
      {notices.map((notice) => <NoticeForm notice={notice} sent={sent?.typed['notice'] === notice.notice ? sent : undefined} isPreview={!wrong} once={once} names={names} area={viewer.areaSlug} />)}
    </Page>
  )
}

function NoticeForm({ notice: { notice, version, body, writtenBy, writtenAt }, sent, isPreview, once, names, area }: { notice: Notice; sent: Sent | undefined; isPreview: boolean; once: string; names: ReadonlyMap<string, string>; area: string }) {
  const { label, path } = NOTICES[notice]
  const typed = sent?.typed['body']
  return (
    <Section heading={label} aside={writtenAt ? `Version ${version}, ${names.get(writtenBy!) ?? writtenBy}, ${dayInWords(writtenAt)}` : 'As it comes with Belong; nobody here has checked it yet'} id={notice}>
      <p><a href={`/public/${area}/${path}`}>As people read it now</a></p>
      {sent && isPreview ? <div class="note"><p><b>As it would read; nothing is kept yet</b></p><NoticeWords body={typed ?? ''} /></div> : null}
      <form method="post" action={`${PATH}#${notice}`} novalidate>
        <Hidden fields={{ once, notice, version: String(version) }} />
        <CharacterCount label="What it says" hint="## for a heading, - for a list, **bold**, [words](address) for a link" name="body" id={`body-${notice}`} rows={14} limit={40_000} value={typed ?? body} error={sent?.errors['body'] ?? sent?.errors[`body-${notice}`]} />
        <Buttons><Button name="press" value="keep">Keep and publish</Button><Button kind="secondary" name="press" value="preview">Show how it would read</Button></Buttons>
      </form>
    </Section>
  )
}
