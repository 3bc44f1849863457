package slackfake

// CreateChannel makes a channel with the person in it.
func (p *Person) CreateChannel(name string, private bool) (ChannelID, error) {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	if err := checkName(name); err != nil {
		return "", err
	}
	if p.w.channelNamed(name) != nil {
		return "", failure("name_taken")
	}
	ch := p.w.newChannel(name, private, p.id)
	p.w.addMember(ch, p.id, "")
	return ch.id, nil
}

// Join enters a public channel.
func (p *Person) Join(id ChannelID) error {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	ch := p.w.channel(id)
	switch {
	case ch == nil || ch.private:
		return failure("channel_not_found")
	case ch.archived:
		return failure("is_archived")
	case ch.has(p.id):
		return failure("already_in_channel")
	}
	p.w.addMember(ch, p.id, "")
	return nil
}

// Invite brings another user, or the bot, into a channel.
func (p *Person) Invite(id ChannelID, who UserID) error {
	return p.in(id, func(ch *channel) error {
		if p.w.user(who) == nil {
			return failure("user_not_found")
		}
		if ch.has(who) {
			return failure("already_in_channel")
		}
		p.w.addMember(ch, who, p.id)
		return nil
	})
}

// Leave leaves a channel.
func (p *Person) Leave(id ChannelID) error {
	return p.in(id, func(ch *channel) error {
		p.w.removeMember(ch, p.id)
		return nil
	})
}

// SetTopic changes the topic of a channel.
func (p *Person) SetTopic(id ChannelID, topic string) error {
	return p.in(id, func(ch *channel) error { return p.w.setTopic(ch, p.id, topic) })
}

// Rename gives a channel another name.
func (p *Person) Rename(id ChannelID, name string) error {
	return p.in(id, func(ch *channel) error { return p.w.rename(ch, p.id, name) })
}

// Archive closes a channel.
func (p *Person) Archive(id ChannelID) error {
	return p.in(id, func(ch *channel) error { return p.w.archive(ch, p.id) })
}

// Unarchive opens a channel again. The app is told only where it is a member.
func (p *Person) Unarchive(id ChannelID) error {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	ch := p.w.channel(id)
	switch {
	case ch == nil:
		return failure("channel_not_found")
	case !ch.archived:
		return failure("not_archived")
	}
	ch.archived = false
	p.w.note(ch, p.id, "unarchive", mention(p.id)+" unarchived the channel", nil)
	p.w.emitOf(ch, "unarchive", answer{"channel": ch.id, "user": p.id})
	return nil
}

// Remove takes another user, or the bot, out of a channel. Slack says channel_left or group_left to a bot that is taken
// out, if it subscribes to that.
func (p *Person) Remove(id ChannelID, who UserID) error {
	return p.in(id, func(ch *channel) error {
		if !ch.has(who) {
			return failure("not_in_channel")
		}
		if who == p.w.bot.ID {
			p.w.emit(ch.kind()+"_left", ch, answer{"channel": ch.id, "actor_id": p.id})
		}
		p.w.removeMember(ch, who)
		return nil
	})
}
