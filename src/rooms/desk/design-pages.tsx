import { DesignPage, drawPage } from '#design'
import { type Pages, viewerOfPage } from '#platform'

/** The design system, drawn by itself, for anybody signed in. Its patterns that work by their address work here. */
export const designPages: Pages = (web) => {
  web.get('/design', (c) => {
    const search = new URL(c.req.url).searchParams
    const isPrint = search.get('print') === 'yes'
    search.delete('print')
    return c.html(drawPage(<DesignPage viewer={viewerOfPage(c)} nonce={c.get('nonce')} asked={{ path: c.req.path, search }} />, { isPrint }))
  })
}
