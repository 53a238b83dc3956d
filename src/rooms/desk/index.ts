export { deskPages } from './desk-pages.tsx'
