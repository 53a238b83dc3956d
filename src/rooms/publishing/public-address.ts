import { address } from '#rooms/measures'

/** Where everyone finds what an area shows: /public/derby, and below it. */
export const publicAddress = (area: string, ...rest: string[]) => ['/public', area, ...rest].map((part, at) => (at ? encodeURIComponent(part) : part)).join('/')

export const publicMeasure = (area: string, id: string, group?: string) => address(publicAddress(area, 'measures', id), { group: group === 'all' ? null : group })
