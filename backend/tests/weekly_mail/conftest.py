"""Who reads the weekly mail."""

import pytest

from tests.servers.mailbox import Mailbox
from tests.support import Api, Sql
from tests.weekly_mail.support import want_mails


@pytest.fixture
async def reader(ada: Api, sql: Sql, mailbox: Mailbox) -> Api:
    """Ada, who wants the mail."""
    await want_mails(ada, sql)
    return ada
