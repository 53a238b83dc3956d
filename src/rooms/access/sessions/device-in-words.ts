/** What a browser calls itself, as a person would: "Firefox on Windows". Only its name and its system are told apart. */
export function deviceInWords(calls: string) {
  const named = (of: readonly (readonly [RegExp, string])[]) => of.find(([sign]) => sign.test(calls))?.[1]
  const [browser, system] = [named(BROWSERS), named(SYSTEMS)]
  if (browser && system) return `${browser} on ${system}`
  return browser ?? (system ? `A browser on ${system}` : 'A browser or program that gave no name we know')
}

/** Each calls itself by the names of those below it too. */
const BROWSERS = [
  [/\bEdgA?\//, 'Edge'], [/\bOPR\//, 'Opera'], [/\bSamsungBrowser\//, 'Samsung Internet'], [/\bFirefox\/|\bFxiOS\//, 'Firefox'], [/Chrome\/|\bCriOS\//, 'Chrome'], [/\bSafari\//, 'Safari'],
] as const

const SYSTEMS = [
  [/\biPhone\b/, 'an iPhone'], [/\biPad\b/, 'an iPad'], [/\bAndroid\b/, 'Android'], [/\bWindows\b/, 'Windows'], [/\bCrOS\b/, 'ChromeOS'], [/\bMac OS X\b/, 'a Mac'], [/\bLinux\b/, 'Linux'],
] as const
