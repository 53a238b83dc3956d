import { form, type testHouse } from '../../../../test/house-kit.ts'

type House = Awaited<ReturnType<typeof testHouse>>

export const PASSWORD = 'violet harbour tin whistle'

/** A browser: it keeps cookies, says where a form comes from, and sits at an address of the network. */
export function browserOf(house: House, address = '192.0.2.1') {
  const cookies = new Map<string, string>()
  const send = async (path: string, options: RequestInit = {}) => {
    const headers = {
      origin: 'http://localhost:3000', host: 'localhost:3000', ...(cookies.size ? { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {}),
      ...(options.headers as Record<string, string>),
    }
    const answer = await house.site.request(`http://localhost:3000${path}`, { ...options, headers }, { incoming: { socket: { remoteAddress: address } } })
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!
      if (value) cookies.set(name!, value)
      else cookies.delete(name!)
    }
    return answer
  }
  return {
    cookies,
    get: (path: string, options: RequestInit = {}) => send(path, options),
    post: (path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) => {
      const sent = form(fields)
      return send(path, { ...sent, headers: { ...(sent.headers as Record<string, string>), ...headers } })
    },
    signIn: (email: string, password = PASSWORD) => {
      const sent = form({ email, password })
      return send('/sign-in', sent)
    },
  }
}

/** Somebody who is not of the demo, with a part in Derby: `officer` there unless another role is said. */
export async function addSomebody(house: House, slug: string, { email = `${slug}@kelderby.example`, role = 'officer' } = {}) {
  await house.pool.query(`insert into access.person (slug, name, role_title, email, email_key, home_area_id, demo, made_at) values ($1, $2, 'Officer', $3, $3, 1, false, now())`, [slug, `Person ${slug}`, email])
  await house.pool.query(`
    insert into access.appointment (area_id, appointment_id, person, role, place_id, starts_at, source, given_by, given_at)
    select 1, gen_random_uuid(), $1, $2, place_id, '2020-01-01', 'test', 'operator', now() from places.area_home where area_id = 1`, [slug, role])
  await house.pool.query(`update platform.data_version set version = version + 1`)
  return email
}

/** Words of a page, without its tags. */
export const plain = (body: string) => body.replace(/<(style|script).*?<\/\1>/gs, ' ').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
