-- What wrk sends: the page, with a session, as GET or as a form; COOKIE and BODIES come from bench/run.
-- BODIES: bodies of forms, one a line, sent in turn; {n} in them becomes a key that was never sent before.
local n, cookie, bodies = 0, os.getenv("COOKIE"), {}
for line in (os.getenv("BODIES") or ""):gmatch("[^\n]+") do bodies[#bodies + 1] = line end
local run = string.format("%x", os.time()) .. string.format("%x", math.floor(os.clock() * 1e6))
function request()
  local headers = { Cookie = cookie }
  if #bodies == 0 then return wrk.format("GET", nil, headers) end
  n = n + 1
  headers["Content-Type"] = "application/x-www-form-urlencoded"
  return wrk.format("POST", nil, headers, (bodies[n % #bodies + 1]:gsub("{n}", run .. "x" .. n)))
end
function done(summary, latency)
  print(string.format("RESULT %.0f %.3f %.3f %.3f %d %d", summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    latency.max / 1000, summary.requests, summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
