// Shows the forms for passkeys, which only a script can serve: asks Belong what the browser is to sign, asks the browser, and sends
// the form with what it signed. Without a script, or where the browser knows no passkeys, the forms stay hidden.
if (window.PublicKeyCredential && navigator.credentials) document.querySelectorAll('form[data-passkey]').forEach(serve)

function serve(form) {
  form.hidden = false
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    tell(form, '')
    answer(form).then((signed) => {
      if (!signed) return
      form.elements.answer.value = JSON.stringify(signed)
      form.submit()
    }, (fault) => tell(form, fault.name === 'InvalidStateError' ? 'This device has a passkey for you already' : 'No passkey was used. Try again, or go another way'))
  })
}

async function answer(form) {
  const sent = await fetch(form.dataset.options, { method: 'POST', headers: { 'x-belong-token': form.elements._token?.value ?? '' } })
  // To a page that asks for more first: who it is, once again.
  if (sent.redirected) return void location.assign(sent.url)
  if (!sent.ok) return tell(form, sent.status === 429 ? 'That was tried too often. Try again in a few minutes' : 'This can’t be done now. Open the page again')
  const asked = await sent.json()
  return form.dataset.passkey === 'make' ? made(await navigator.credentials.create({ publicKey: ready(asked) })) : used(await navigator.credentials.get({ publicKey: ready(asked) }))
}

function ready(options) {
  const ids = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }))
  return {
    ...options, challenge: bytes(options.challenge), allowCredentials: ids(options.allowCredentials) ?? [], excludeCredentials: ids(options.excludeCredentials) ?? [],
    ...(options.user ? { user: { ...options.user, id: bytes(options.user.id) } } : {}),
  }
}

const named = ({ id, rawId, type, authenticatorAttachment }) => ({ id, rawId: text(rawId), type, authenticatorAttachment, clientExtensionResults: {} })

function made(credential) {
  const { response } = credential
  return { ...named(credential), response: { clientDataJSON: text(response.clientDataJSON), attestationObject: text(response.attestationObject), transports: response.getTransports?.() ?? [] } }
}

function used(credential) {
  const { response } = credential
  return {
    ...named(credential),
    response: { clientDataJSON: text(response.clientDataJSON), authenticatorData: text(response.authenticatorData), signature: text(response.signature), ...(response.userHandle ? { userHandle: text(response.userHandle) } : {}) },
  }
}

function tell(form, words) {
  form.querySelector('[role=alert]').textContent = words
}

function bytes(words) {
  return Uint8Array.from(atob(words.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
}

function text(buffer) {
  return btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
