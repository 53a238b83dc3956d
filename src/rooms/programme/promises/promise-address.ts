export const strategyAddress = (slug: string) => `/strategies/${encodeURIComponent(slug)}`
/** Whether a strategy was kept. */
export const promisesAddress = (slug: string) => `${strategyAddress(slug)}/promises`
