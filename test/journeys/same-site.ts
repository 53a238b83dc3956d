/** What a browser says of a form of our own; a request made by hand must say it too. */
export const SAME_SITE = { 'sec-fetch-site': 'same-origin' }
