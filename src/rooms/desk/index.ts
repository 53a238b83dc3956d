import type { Pages } from '#platform'

export const deskPages: Pages = () => {}
