// Two minutes before a session is over for want of pages, asks whether to stay. Pages of Belong in other tabs count too.
const { idleMinutes } = document.body.dataset
const WARN_MS = 120_000
const token = document.querySelector('meta[name="belong-token"]')?.content ?? ''
const pages = 'BroadcastChannel' in window ? new BroadcastChannel('belong-seen') : null
let endsAt = 0
let typedIn = null

function seen() {
  endsAt = Date.now() + Number(idleMinutes) * 60_000
  if (box.open) box.close()
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches pages of this origin alone
const tellOthers = () => pages?.postMessage('seen')

const box = document.createElement('dialog')
box.className = 'idle'
box.setAttribute('aria-labelledby', 'idle-heading')
box.innerHTML = '<h2 id="idle-heading" class="govuk-heading-m">Are you still there?</h2><p></p><button type="button" class="govuk-button">Stay signed in</button>'
const says = box.querySelector('p')
const button = box.querySelector('button')
button.addEventListener('click', () => void goOn())
// Escape means "I am here" too.
box.addEventListener('cancel', (event) => {
  event.preventDefault()
  void goOn()
})

async function keep() {
  const answer = await fetch('/session/keep', { method: 'POST', headers: { 'x-belong-token': token }, redirect: 'manual' }).catch(() => null)
  if (answer?.status !== 204) return false
  tellOthers()
  seen()
  return true
}

async function goOn() {
  if (await keep()) return
  // What was typed goes where it was going; it is kept there until its writer has signed in.
  if (typedIn?.isConnected) typedIn.submit()
  else location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`)
}

function look() {
  const left = endsAt - Date.now()
  if (left > WARN_MS) return
  if (left > 0) says.textContent = `You have not opened a page for a while. In ${left > 60_000 ? '2 minutes' : 'a minute'} you are signed out, so that nobody else reads on.`
  else {
    box.classList.add('is-over')
    box.querySelector('h2').textContent = 'You have been signed out'
    says.textContent = typedIn?.isConnected ? 'What you typed is not lost: sign in, and it is shown to you to send.' : 'Sign in to go on where you were.'
    button.textContent = 'Sign in'
  }
  if (!box.open) box.showModal()
}

if (idleMinutes) {
  document.body.append(box)
  document.addEventListener('input', ({ target }) => {
    if (target.form?.method === 'post') typedIn = target.form
  })
  pages?.addEventListener('message', seen)
  tellOthers()
  seen()
  setInterval(look, 5000)
  // A page that comes back from the browser's memory may be older than it thinks.
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload())
}
