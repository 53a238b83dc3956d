import type { VNode } from 'preact'
import { CHAPTERS, DesignPage } from './design-page.tsx'
import type { GalleryAsked } from './gallery/specimen.tsx'

/** The page of the system and each of its chapters by itself, for an area that does not exist: to be looked at and checked. */
export function galleryPages(nonce: string): Record<string, VNode> {
  const shared = { viewer: VIEWER, nonce, asked: ASKED }
  return {
    design: <DesignPage {...shared} />,
    ...Object.fromEntries(CHAPTERS.map((chapter) => [chapter.id, <DesignPage {...shared} chapters={[chapter]} />])),
  }
}

const VIEWER = {
  name: 'Ada Example', roleTitle: 'SEND programme', areaName: 'Exampleton', areaSlug: 'exampleton', areaColour: '#0b5566',
  areas: [{ name: 'Exampleton', slug: 'exampleton' }, { name: 'Otherby', slug: 'otherby' }],
}

const ASKED: GalleryAsked = { path: '/design', search: new URLSearchParams() }
