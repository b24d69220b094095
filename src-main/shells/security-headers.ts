/**
 * Sent with every response that reaches a window, errors included. No inline or evaluated code, no foreign address.
 * `default` in trusted-types is the page's own policy, which vouches for its workers and for nothing else
 * (src-renderer/composables/own-scripts.ts).
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "font-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types vue default',
].join('; ')

export const securityHeaders: Readonly<Record<string, string>> = Object.freeze({
  'content-security-policy': contentSecurityPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=(), midi=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
})

/** A page of its own that can run nothing: its policy is stricter than the window's, and holds instead of it. */
const stricterPolicy =
  /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox$/

/** @param policy that the engine's answer brings */
export function headersFor(policy: string | undefined): Readonly<Record<string, string>> {
  if (policy === undefined || !stricterPolicy.test(policy)) return securityHeaders
  return { ...securityHeaders, 'content-security-policy': policy }
}
