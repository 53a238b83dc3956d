/** An area's mark as pages show it: where it is fetched, and what it says to those who do not see it. */
export interface Logo {
  href: string
  text: string
}

/** What a mark may be, and how its file's name ends. */
export const LOGO_KINDS: Record<string, string> = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/svg+xml': 'svg' }

/** The mark of an area, by the hash of its bytes, so that it may be kept for ever; null where the area has none. */
export function logoOf({ slug, hash, type, text }: { slug: string; hash: string | null; type: string | null; text: string | null }): Logo | null {
  return hash && type ? { href: `/areas/${encodeURIComponent(slug)}/logo-${hash}.${LOGO_KINDS[type]}`, text: text ?? '' } : null
}
