/** The entry of the language server. The rules' pages are shipped beside it. */
import { connect } from './connect.ts'

connect(new URL('rules/', import.meta.url))
