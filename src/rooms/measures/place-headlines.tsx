import type { ComponentChildren } from 'preact'
import { readerOf, viewerOfPage, type WebContext } from '#platform'
import { directory, type Place } from '#rooms/places'
import { book } from './book.ts'
import { HeadlineRow } from './headline-row.tsx'
import { headlinesOf } from './headlines.ts'

/** What a place's page shows of its measures: `app.ts` hands it in, since places stand below measures. */
export async function placeHeadlines(c: WebContext, place: Place): Promise<ComponentChildren> {
  const { publishedVersion } = viewerOfPage(c)
  const db = readerOf(c)
  const [held, places] = await Promise.all([book(db, publishedVersion), directory(db, publishedVersion)])
  const headlines = await headlinesOf(db, held, places, place, 3, publishedVersion)
  return headlines.length ? <HeadlineRow headlines={headlines} place={place.name} code={place.code} /> : null
}
