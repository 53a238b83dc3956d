import { Opening, Section } from '#design'
import { dayInWords } from '#kernel'
import type { Reader } from '#platform'
import { NOTICES, type NoticeName, noticeOf, NoticeWords } from '#rooms/access'
import type { Look } from '#rooms/places'
import { PublicPage, type Shown } from './public-frame.tsx'

/** The notices of an area with their addresses below its own: /privacy, /privacy-for-children, /accessibility. */
export const PUBLIC_NOTICES = Object.entries(NOTICES).map(([notice, { path }]) => ({ notice: notice as NoticeName, path: `/${path}` }))

/** What an area tells everyone about their data, or about its pages. */
export async function publicNotice(db: Reader, look: Look, notice: NoticeName, frame: Shown) {
  const { body, writtenAt } = await noticeOf(db, look.areaId, notice, look.name)
  const { label } = NOTICES[notice]
  return (
    <PublicPage title={label} look={look} shown={frame}>
      <Opening kicker={look.name} heading={label} standfirst={writtenAt ? `Last changed on ${dayInWords(writtenAt)}.` : undefined} />
      <Section><NoticeWords body={body} /></Section>
    </PublicPage>
  )
}
