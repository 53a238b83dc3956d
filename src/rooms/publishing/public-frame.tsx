import type { ComponentChildren } from 'preact'
import { Foot, Page } from '#design'
import type { Look } from '#rooms/places'
import { publicAddress } from './public-address.ts'

/** What every page for everyone is drawn with; it knows of nobody who looks. */
export interface Shown {
  nonce: string
  path: string
}

/** The frame of an area's page for everyone: its own head and colour, and ways to what else it shows. */
export function PublicPage({ title, look, shown, foot = [], children }: { title: string; look: Look; shown: Shown; foot?: ComponentChildren[]; children: ComponentChildren }) {
  return (
    <Page title={title} viewer={null} area={{ name: look.name, slug: look.slug, colour: look.colour, logo: look.logo }} publicHome="/public" path={shown.path} nonce={shown.nonce} navigation={ways(look)} foot={<Foot lines={foot} />}>
      {children}
    </Page>
  )
}

const ways = ({ slug }: Look) => [
  { label: 'Overview', href: publicAddress(slug) }, { label: 'Scorecard', href: publicAddress(slug, 'scorecard') },
  { label: 'Strategies and promises', href: publicAddress(slug, 'strategies') }, { label: 'Measures', href: publicAddress(slug, 'measures') }, { label: 'All areas', href: '/public' },
]
