/** Words that passwords of twelve letters and more are made of when somebody wants to be done: from the lists of those that leaked. */
const WORDS = `
  password passw0rd p@ssword p@ssw0rd passwort letmein welcome qwerty qwertyuiop asdfghjkl zxcvbnm 1q2w3e4r 1qaz2wsx qazwsx admin administrator
  iloveyou monkey dragon football baseball liverpool chelsea arsenal princess sunshine superman batman starwars changeme secret master login
  trustno1 abc123 abcdef hello whatever correcthorsebatterystaple school teacher council derby leeds kelderby belong inclusion headteacher senco
  spring summer autumn winter january february march april june july august september october november december`.trim().split(/\s+/)
  .sort((a, b) => b.length - a.length)

const RUNS = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm', '1q2w3e4r5t6y7u8i9o0p', '1qaz2wsx3edc4rfv5tgb6yhn7ujm']

/** Whether a password is made of nothing but words and runs that are tried first, with figures and signs around them. */
export function isCommon(password: string) {
  const small = password.normalize('NFKC').toLowerCase()
  if (new Set(small).size < 5) return true
  if (RUNS.some((run) => (run + run).includes(small) || [...run].reverse().join('').repeat(2).includes(small))) return true
  const left = WORDS.reduce((text, word) => text.replaceAll(word, ''), small)
  return left.length < small.length && left.replace(/[^\p{L}]/gu, '').length < 3
}
