-- Drives the language server from Neovim: a diagnostic is shown, its fix applied, and none is left. Each step is a line of output.
local function say(text) io.stdout:write(text .. '\n') end

local function wait(what, is_so)
  if not vim.wait(20000, is_so, 20) then error('waited in vain for ' .. what) end
end

local done, problem = pcall(function()
  vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.FILE))
  local buffer = vim.api.nvim_get_current_buf()
  vim.bo[buffer].filetype = 'nginx'
  local id = vim.lsp.start_client({
    name = 'gatelint',
    cmd = { vim.env.NODE, vim.env.GATELINT, 'lsp', '--stdio' },
    root_dir = vim.fn.getcwd(),
    init_options = { rules = { ['no-resolver'] = 'off' } },
  })
  vim.lsp.buf_attach_client(buffer, id)
  wait('the server', function()
    local client = vim.lsp.get_client_by_id(id)
    return client and client.initialized
  end)
  wait('a diagnostic', function() return #vim.diagnostic.get(buffer) > 0 end)
  local found = vim.diagnostic.get(buffer)[1]
  say(('%d:%d %s'):format(found.lnum + 1, found.col + 1, found.code or found.user_data.lsp.code))

  vim.api.nvim_win_set_cursor(0, { found.lnum + 1, found.col })
  local params = vim.lsp.util.make_range_params()
  params.context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics(buffer, found.lnum) }
  local actions = vim.lsp.buf_request_sync(buffer, 'textDocument/codeAction', params, 20000)[id].result
  say(actions[1].title)
  vim.lsp.util.apply_workspace_edit(actions[1].edit, 'utf-16')
  say(vim.trim(vim.api.nvim_buf_get_lines(buffer, found.lnum, found.lnum + 1, true)[1]))
  wait('no diagnostic', function() return #vim.diagnostic.get(buffer) == 0 end)
  say('clean')

  vim.lsp.get_client_by_id(id).stop()
  wait('the end', function() return vim.lsp.client_is_stopped(id) end)
  say('stopped')
end)
if not done then say(tostring(problem)) end
vim.cmd(done and 'qall!' or 'cquit!')
