import type { WebContext } from './http.ts'

/** What every answer carries, whatever it is: browsers are told to trust it with nothing more than it needs. */
export function secure(c: WebContext, https: boolean) {
  const headers = c.res.headers
  for (const [name, value] of Object.entries(ALWAYS)) headers.set(name, value)
  if (https) headers.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
  if (c.get('isNeverKept') || showsChildren(c.req.path)) keepNothing(headers)
  // A fresh nonce on a 304 would replace the stored page's policy and block its own style.
  if (c.res.status === 304) return
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-store')
  // An area's mark brings one of its own, stricter than that of pages.
  if (headers.has('Content-Security-Policy')) return
  const nonce = c.get('nonce')
  headers.set(
    'Content-Security-Policy',
    `default-src 'none'; script-src 'self' 'nonce-${nonce}'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; font-src 'self'; ` +
      `connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  )
}

/** Says of this answer that no browser and nothing on the way may keep it: for pages about children outside /children. */
export function noStore(c: WebContext) {
  c.set('isNeverKept', true)
}

/** Nobody draws a page of Belong's in a frame, and no page of Belong's asks for a camera. With `no-referrer` browsers would leave out where a form was sent from. */
const ALWAYS = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Permitted-Cross-Domain-Policies': 'none',
  'Permissions-Policy': [
    'accelerometer', 'autoplay', 'browsing-topics', 'camera', 'display-capture', 'encrypted-media', 'fullscreen', 'geolocation', 'gyroscope', 'hid', 'idle-detection', 'local-fonts',
    'magnetometer', 'microphone', 'midi', 'payment', 'picture-in-picture', 'screen-wake-lock', 'serial', 'storage-access', 'usb', 'xr-spatial-tracking',
  ].map((feature) => `${feature}=()`).join(', '),
}

const showsChildren = (path: string) => /^\/(children|api\/v1\/(people|children))(\/|$)/.test(path)

function keepNothing(headers: Headers) {
  headers.set('Cache-Control', 'private, no-store')
  headers.delete('ETag')
}
