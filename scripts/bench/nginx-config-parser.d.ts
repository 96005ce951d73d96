/** What is used of a package that comes without types. */
declare module '@webantic/nginx-config-parser' {
  export default class Parser {
    toJSON(text: string): object
  }
}
