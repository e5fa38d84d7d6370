from pdcli.api import Diagnostic as Diagnostic
from pdcli.api import Document as Document
from pdcli.api import Lang as Lang
from pdcli.api import Portfolio as Portfolio
from pdcli.api import Severity as Severity
from pdcli.api import Summary as Summary
from pdcli.api import Trace as Trace
from pdcli.api import UserError as UserError
from pdcli.api import lint_portfolio as lint_portfolio
from pdcli.api import load_portfolio as load_portfolio
from pdcli.api import render_portfolio as render_portfolio
from pdcli.api import summarise_portfolio as summarise_portfolio
from pdcli.api import trace_portfolio as trace_portfolio

__version__: str
