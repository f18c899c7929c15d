// Runs the audits against {url, authorization}, given as JSON on stdin; tells the results as JSON.
import { text } from "node:stream/consumers";
import { auditServer } from "graphql-http";

const { url, authorization } = JSON.parse(await text(process.stdin));
const results = await auditServer({
  url,
  fetchFn: (address, init = {}) =>
    fetch(address, { ...init, headers: { ...init.headers, authorization } }),
});
console.log(JSON.stringify(results.map(({ id, name, status, reason }) => ({ id, name, status, reason }))));
