import type { PageViewer } from './page.tsx'

/** Who looks, in which role and area, with the ways to change that. */
export function Who({ viewer }: { viewer: PageViewer }) {
  const others = viewer.areas?.filter(({ slug }) => slug !== viewer.areaSlug) ?? []
  return (
    <div class="who">
      <p>{viewer.roles?.length ? viewer.name : `${viewer.name}, ${viewer.roleTitle}`}</p>
      {viewer.roles?.length ? <ActingAs roles={viewer.roles} chosen={viewer.appointmentId ?? null} /> : null}
      {others.map(({ name, slug }) => (
        <form method="post" action="/area"><button class="as-link" name="area" value={slug}>Go to {name}</button></form>
      ))}
      {viewer.idleMinutes ? <a href="/account">Your account</a> : null}
      <form method="post" action="/sign-out"><button class="as-link">Sign out</button></form>
    </div>
  )
}

/** Where somebody holds several roles they choose the one to act in, or act in all of them. */
function ActingAs({ roles, chosen }: { roles: NonNullable<PageViewer['roles']>; chosen: string | null }) {
  if (roles.length === 1) return <p>Acting as {roles[0]!.label}, {roles[0]!.where}</p>
  return (
    <form method="post" action="/acting" class="acting">
      <label for="acting-as">Acting as</label>
      <select id="acting-as" name="role">
        <option value="" selected={chosen === null}>All your {roles.length} roles here</option>
        {roles.map((role) => <option value={role.appointmentId} selected={role.appointmentId === chosen}>{role.label}, {role.where}{whichOf(roles, role)}</option>)}
      </select>
      <button class="as-link">Change<span class="govuk-visually-hidden"> the role you act in</span></button>
    </form>
  )
}

type Role = NonNullable<PageViewer['roles']>[number]

/** Children are not named in a bar that every page shows: of several alike it says which. */
function whichOf(roles: readonly Role[], role: Role) {
  const alike = roles.filter(({ label, where }) => label === role.label && where === role.where)
  return alike.length > 1 ? ` (${alike.indexOf(role) + 1} of ${alike.length})` : ''
}
