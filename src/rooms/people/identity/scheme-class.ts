import type { DataClass } from '#rooms/access'
import { classOfSeries } from '#rooms/collection'

/** Whose id it is says that a child is known there. That of a system an own list names may be social care's, and is seen as if it were. */
export const classOfScheme = (scheme: string): DataClass => (scheme.startsWith('system:') ? 'care' : classOfSeries(scheme.replace(/^list:/, '')))
