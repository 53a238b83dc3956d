import { TIMELINESS } from './traces.ts'
import { type PageInState, sendForm, state, unfolded } from './ways.ts'

export function signInStates(): PageInState[] {
  return [state('sign-in', null, '/sign-in'), { name: 'sign-in refused', person: null, show: (page) => sendForm(page, '/sign-in', '/sign-in/demo', { person: 'nobody' }) },
    { name: 'sign-in, wrong password', person: null, show: (page) => sendForm(page, '/sign-in', '/sign-in', { email: 'nobody@kelderby.example', password: 'wrong' }) },
    state('password forgotten', null, '/sign-in/forgotten'), state('own account', 'officer', '/account'), state('once more', 'officer', '/confirm?next=/account'),
  ]
}

export function homeStates(): PageInState[] {
  return [
    state('home', 'director', '/'),
    state('home without the verb', 'dpo', '/'),
    ...(['programme-manager', 'officer', 'analyst', 'head'] as const).map((person) => state(`home of the ${person}`, person, '/')),
    state('what changed', 'director', '/changes?since=2026-01-01'),
    state('what changed, nothing', 'director', '/changes?since=2099-01-01&kind=actions'),
    state('views, none kept', 'officer', '/views'),
    { name: 'view refused', person: 'officer', show: (page) => sendForm(page, '/views', '/views', { name: '', address: '//elsewhere.example' }) },
    { name: 'view kept', person: 'head', show: (page) => sendForm(page, '/views', '/views', { name: 'Board', address: '/scorecard?sort=trend', shared: 'yes' }) },
    { name: 'views, all unfolded', person: 'head', show: (page) => unfolded(page, '/views') },
    state('views, shared', 'officer', '/views'),
    state('keyboard', 'director', '/keyboard'),
    state('search, one kind', 'director', '/search?q=inclusion&kind=promise'),
    state('search, nothing of a kind', 'director', '/search?q=absence&kind=promise'),
    state('search, found', 'director', '/search?q=20+weeks'),
    state('search, place', 'director', '/search?q=derby'),
    state('search, nothing found', 'director', '/search?q=xylophone'),
    state('search, nothing asked', 'director', '/search'),
  ]
}

export function designStates(): PageInState[] {
  return [
    state('design system', 'director', '/design'),
    { name: 'design system, all unfolded', person: 'dpo', show: (page) => unfolded(page, '/design') },
    state('design system, patterns at work', 'director', '/design?filters=yours&need=sen&need=ehcp&words=%D9%85%D8%AB%D8%A7%D9%84&sort=-name&partners%5B0%5D%5Bname%5D=One&another=partners'),
  ]
}

export function problemStates(): PageInState[] {
  return [
    state('nothing here', 'director', '/nowhere'),
    state('no such measure', 'director', '/measures/nothing'),
    state('no such place', 'director', '/places/E99999999'),
    { name: 'not allowed', person: 'officer', show: (page) => sendForm(page, '/', `/measures/${TIMELINESS}/target`, { place: 'E09000007', period: '2027', value: '1', reason: 'No' }) },
  ]
}
