-- What wrk sends: the page, with a session, as GET or as a form; COOKIE, BODY and VARY come from bench/run.
local n, cookie, body, vary = 0, os.getenv("COOKIE"), os.getenv("BODY"), os.getenv("VARY")
local bad = 0
function setup(thread) thread:set("id", math.random(1, 1000000)) end
function request()
  n = n + 1
  local headers = { Cookie = cookie }
  if not body or body == "" then return wrk.format("GET", nil, headers) end
  headers["Content-Type"] = "application/x-www-form-urlencoded"
  local text = body
  if vary and vary ~= "" then text = text .. "&" .. vary .. "=" .. tostring(id) .. "x" .. tostring(n) end
  return wrk.format("POST", nil, headers, text)
end
function done(summary, latency)
  local seconds = summary.duration / 1e6
  print(string.format("RESULT %.0f %.2f %.2f %d", summary.requests / seconds, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
