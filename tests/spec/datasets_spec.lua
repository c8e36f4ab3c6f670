-- Data sets whose checks need nothing but the repository.
describe("datasets/an-giang", function()
  it("has days off that agree with the law and the lunar calendar", function()
    local command = "lua5.4 datasets/an-giang/check_holidays.lua >/dev/null"
    assert.is_true(os.execute(command))
  end)
end)
