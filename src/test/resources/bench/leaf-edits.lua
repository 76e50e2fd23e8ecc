-- Edits of leaves at random, for wrk. The argument is a file of leaves in CSV.
local leaves = {}

function init(arguments)
  for line in io.lines(arguments[1]) do
    local product, customer, date = line:match("^(%d+),(%d+),([%d-]+)")
    if product then
      leaves[#leaves + 1] = ("product_id = %s AND customer_id = %s AND invoice_date = '%s'"):format(product, customer, date)
    end
  end
  math.randomseed(os.time())
end

function request()
  local body = ('{"table":"sales","column":"quantity","value":"%d","condition":"%s"}'):format(
    math.random(1000000), leaves[math.random(#leaves)])
  return wrk.format("POST", "/update_cell", {["Content-Type"] = "application/json"}, body)
end
