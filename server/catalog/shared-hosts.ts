/** Public hosts of which it is known that many names share each address, and that the certificate is chosen by the name (their documentation on TLS). */

const SHARED =
  /\.(?:cloudfront\.net|azurewebsites\.net|azurefd\.net|azureedge\.net|run\.app|a\.run\.app|vercel\.app|netlify\.app|pages\.dev|workers\.dev|github\.io|githubusercontent\.com|fastly\.net|execute-api\.[\w-]+\.amazonaws\.com|herokuapp\.com|fly\.dev|onrender\.com|up\.railway\.app|supabase\.co|firebaseapp\.com|web\.app|ondigitalocean\.app)\.?$/i

/** Whether a handshake that names nobody fails at a host, or ends at another one. */
export const sharesItsAddress = (host: string): boolean => SHARED.test(`.${host}`)
