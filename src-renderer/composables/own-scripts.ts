/**
 * A worker is a script, and under the page's policy (`require-trusted-types-for 'script'`) its address must be vouched
 * for: the policy named `default` does so for files that lie beside the page, and for nothing else. Call once.
 */
interface TrustedTypes {
  createPolicy(name: 'default', rules: { createScriptURL(url: string): string }): unknown
}

export function trustOwnScripts(): void {
  const { trustedTypes } = window as Window & { trustedTypes?: TrustedTypes }
  const here = new URL('.', document.baseURI).href
  trustedTypes?.createPolicy('default', {
    createScriptURL(url) {
      if (!new URL(url, document.baseURI).href.startsWith(here)) throw new TypeError(`Not a script of ours: ${url}`)
      return url
    },
  })
}
