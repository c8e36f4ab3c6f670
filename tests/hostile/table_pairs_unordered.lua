-- Keys that have no order.
-- expect: error pairs needs keys
for _ in pairs({ [{}] = 1 }) do end
